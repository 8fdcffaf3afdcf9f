package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.store.ArchivedRows;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Handovers;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Batch;
import org.idlewild.work.ExpectedOutput;
import org.idlewild.work.NamedFile;

/** Results of jobs and their files. To be called in a transaction. */
@Singleton
class Instances {
  private final ArchivedRows rows;
  private final Results results;
  private final Handovers handovers;
  private final Programs programs;
  private final FileStore files;

  @Inject
  Instances(
      ArchivedRows rows, Results results, Handovers handovers, Programs programs, FileStore files) {
    this.rows = rows;
    this.results = results;
    this.handovers = handovers;
    this.programs = programs;
    this.files = files;
  }

  /** What a batch's jobs run, and the names of the files that they make. */
  record Software(String app, List<String> outputs) {}

  Software software(long batch) {
    return programs.of(batch);
  }

  Map<Long, List<ArchivedRows.Known>> results(Collection<Long> workunits) {
    return rows.results(workunits);
  }

  List<InstanceView> of(List<ArchivedRows.Known> known) {
    Map<Long, List<NamedFile>> outputs =
        results.outputs(known.stream().map(each -> each.result().id()).toList());
    return known.stream()
        .map(each -> view(each, outputs.getOrDefault(each.result().id(), List.of())))
        .toList();
  }

  private static InstanceView view(ArchivedRows.Known known, List<NamedFile> outputs) {
    return new InstanceView(
        known.result().id(),
        known.result().serverState(),
        known.result().outcome(),
        known.result().validateState(),
        known.exitStatus(),
        known.cpuSeconds(),
        known.elapsedSeconds(),
        known.sent().isPresent(),
        known.stderr(),
        outputs.stream().map(output -> output.content().bytes()).toList());
  }

  FileContent output(JobView job, int number) {
    List<String> names = software(job.batch()).outputs();
    if (number < 0 || number >= names.size()) {
      throw new Refused(
          Refused.Reason.NOT_FOUND,
          "outputs of this job are numbered from 0 to " + (names.size() - 1));
    }
    long canonical = job.workunit().canonicalResultId().orElseThrow();
    // Kept ones come with the hand-over; before it the result has its own.
    return Stream.concat(
            handovers.outputs(job.workunit().id()).stream(),
            results.outputs(List.of(canonical)).getOrDefault(canonical, List.of()).stream())
        .filter(output -> output.name().equals(names.get(number)))
        .findFirst()
        .map(output -> files.content(output.content()))
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Reason.GONE,
                    "this job's output " + names.get(number) + " is not here (any more)"));
  }

  /** What batches run. */
  @Singleton
  static class Programs {
    private final StoredBatches batches;
    private final Catalogue catalogue;

    @Inject
    Programs(StoredBatches batches, Catalogue catalogue) {
      this.batches = batches;
      this.catalogue = catalogue;
    }

    Software of(long batchId) {
      Batch batch = batches.withId(batchId).orElseThrow();
      AppVersion version = catalogue.version(batch.appVersion());
      return new Software(
          catalogue.app(batch.app()).name(),
          version.outputs().stream().map(ExpectedOutput::name).toList());
    }
  }
}
