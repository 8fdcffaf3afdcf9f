package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.ArchivedRows;
import org.idlewild.scheduler.store.RemoteJobs;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.WorkunitPages;

/** Workunits for BOINC's tools, which call them jobs. Threads: any. */
@Singleton
public class JobViews {
  private final Transactions transactions;
  private final BatchViews views;
  private final WorkunitPages workunits;
  private final RemoteJobs names;
  private final Instances instances;

  @Inject
  JobViews(
      Transactions transactions,
      BatchViews views,
      WorkunitPages workunits,
      RemoteJobs names,
      Instances instances) {
    this.transactions = transactions;
    this.views = views;
    this.workunits = workunits;
    this.names = names;
    this.instances = instances;
  }

  /** A batch's jobs in their order; {@code after} as in {@link BatchViews#workunits}. */
  public Page<JobView> page(Caller caller, long batch, long after, int limit) {
    Page<WorkunitView> page = views.workunits(caller, batch, after, limit);
    List<Long> ids = page.items().stream().map(WorkunitView::id).toList();
    return transactions.call(
        () -> {
          Map<Long, String> named = names.names(ids);
          Map<Long, List<ArchivedRows.Known>> results = instances.results(ids);
          Instances.Software software = instances.software(batch);
          return new Page<>(
              page.items().stream()
                  .map(
                      unit ->
                          new JobView(
                              unit,
                              Optional.ofNullable(named.get(unit.id())),
                              batch,
                              software.app(),
                              software.outputs().size(),
                              instances.of(results.getOrDefault(unit.id(), List.of()))))
                  .toList(),
              page.next());
        });
  }

  /** One job; NOT_FOUND or FORBIDDEN, as below. */
  public JobView job(Caller caller, long id) {
    WorkunitView unit = views.workunit(caller, id);
    return transactions.call(
        () -> {
          long batch = workunits.withId(id).orElseThrow().task().batch();
          Instances.Software software = instances.software(batch);
          return new JobView(
              unit,
              Optional.ofNullable(names.names(List.of(id)).get(id)),
              batch,
              software.app(),
              software.outputs().size(),
              instances.of(instances.results(List.of(id)).getOrDefault(id, List.of())));
        });
  }

  /** The id of the caller's job of a name; empty when the caller gave none that name. */
  public Optional<Long> named(Caller caller, String name) {
    return transactions.call(() -> names.named(caller.userId(), name));
  }

  /**
   * An output of a job's answer.
   *
   * @param number its place among the outputs of the app version, from 0
   * @throws Refused also NOT_FOUND for an output that is not there, GONE after it was deleted, and
   *     CONFLICT while there is no answer
   */
  public FileContent output(Caller caller, long id, int number) {
    JobView job = job(caller, id);
    if (job.workunit().canonicalResultId().isEmpty()) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          job.workunit().errors().isEmpty()
              ? "this job has no answer yet"
              : "this job failed and has no answer");
    }
    return transactions.call(() -> instances.output(job, number));
  }
}
