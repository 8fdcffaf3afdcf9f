package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.ProgressGlances;
import org.idlewild.scheduler.store.ResultPages;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.WorkunitPages;
import org.idlewild.work.Batch;
import org.idlewild.work.ServerState;

/** Batches as their owners see them; an operator sees all. Threads: any. */
@Singleton
public class BatchViews {
  private final Transactions transactions;
  private final StoredBatches batches;
  private final ProgressGlances glances;
  private final ResultPages results;
  private final WorkunitPages workunits;
  private final BatchViewing viewing;

  @Inject
  BatchViews(
      Transactions transactions,
      StoredBatches batches,
      ProgressGlances glances,
      ResultPages results,
      WorkunitPages workunits,
      BatchViewing viewing) {
    this.transactions = transactions;
    this.batches = batches;
    this.glances = glances;
    this.results = results;
    this.workunits = workunits;
    this.viewing = viewing;
  }

  /** Batches, newest first; {@code after} is the last page's last id, 0 for the first page. */
  public Page<BatchView> page(Caller caller, long after, int limit) {
    return transactions.call(
        () -> {
          List<Batch> found = batches.page(caller.scope(), after, limit + 1);
          Map<Long, org.idlewild.work.Progress> progress =
              glances.of(found.stream().map(Batch::id).toList());
          return Page.of(
              found, limit, Batch::id, batch -> viewing.view(batch, progress.get(batch.id())));
        });
  }

  /** One batch; NOT_FOUND or FORBIDDEN, as all below. */
  public BatchView batch(Caller caller, long id) {
    return transactions.call(
        () -> viewing.view(owned(caller, id), glances.of(List.of(id)).get(id)));
  }

  public Progress progress(Caller caller, long id) {
    return transactions.call(
        () -> {
          owned(caller, id);
          return Progress.of(glances.of(List.of(id)).get(id));
        });
  }

  /** A batch's results in the order of their ids; GONE when they are in the archive, as below. */
  public Page<ResultView> results(
      Caller caller, long id, Optional<ServerState> state, long after, int limit) {
    return transactions.call(
        () -> {
          owned(caller, id);
          viewing.requireHere(id);
          List<ResultPages.Entry> found = results.page(id, state, after, limit + 1);
          Map<Long, String> hosts = viewing.hostNames(found);
          return Page.of(
              found,
              limit,
              entry -> entry.placed().result().id(),
              entry -> BatchViewing.view(entry, hosts));
        });
  }

  /** A batch's workunits in their order. */
  public Page<WorkunitView> workunits(Caller caller, long id, long after, int limit) {
    return transactions.call(
        () -> {
          owned(caller, id);
          viewing.requireHere(id);
          // Places count from 0 and cursors from 1, so that 0 can mean the beginning.
          List<WorkunitPages.Entry> found = workunits.page(id, (int) after, limit + 1);
          return Page.of(found, limit, entry -> entry.task().position() + 1L, viewing::view);
        });
  }

  /** One workunit of a batch that the caller may see. */
  public WorkunitView workunit(Caller caller, long id) {
    return transactions.call(
        () -> {
          WorkunitPages.Entry entry =
              workunits
                  .withId(id)
                  .orElseThrow(
                      () -> new Refused(Refused.Reason.NOT_FOUND, "there is no workunit " + id));
          owned(caller, entry.task().batch());
          return viewing.view(entry);
        });
  }

  private Batch owned(Caller caller, long id) {
    Batch batch =
        batches
            .withId(id)
            .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "there is no batch " + id));
    caller.requireOwner(batch.owner(), "this batch");
    return batch;
  }
}
