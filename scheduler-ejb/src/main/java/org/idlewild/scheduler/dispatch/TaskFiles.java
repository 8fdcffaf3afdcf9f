package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.StoredCheckpoints;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Result;
import org.idlewild.work.StoredFile;

/**
 * The files that a host may read: the app version's and the workunit's own of each task that it has
 * in progress. Threads: any.
 */
@Singleton
public class TaskFiles {
  private final Transactions transactions;
  private final Results results;
  private final Workunits workunits;
  private final StoredBatches batches;
  private final Catalogue catalogue;
  private final StoredCheckpoints checkpoints;
  private final FileStore files;
  private final DispatchSettings settings;

  @Inject
  TaskFiles(
      Transactions transactions,
      Results results,
      Workunits workunits,
      StoredBatches batches,
      Catalogue catalogue,
      StoredCheckpoints checkpoints,
      FileStore files,
      DispatchSettings settings) {
    this.transactions = transactions;
    this.results = results;
    this.workunits = workunits;
    this.batches = batches;
    this.catalogue = catalogue;
    this.checkpoints = checkpoints;
    this.files = files;
    this.settings = settings;
  }

  /**
   * A file of a task.
   *
   * @throws Refused NOT_FOUND unless it belongs to a task in progress on the host; others' files
   *     are not even admitted to exist
   */
  public FileContent file(long hostId, String sha256) {
    return files.content(
        transactions
            .call(() -> find(hostId, sha256))
            .orElseThrow(
                () ->
                    new Refused(Refused.Reason.NOT_FOUND, "no task of this host has such a file")));
  }

  private Optional<StoredFile> find(long hostId, String sha256) {
    List<Result> here =
        results.inProgressAt(hostId, settings.maxTasks()).stream()
            .map(Results.Placed::result)
            .toList();
    Stream<StoredFile> given = Stream.concat(programs(here), inputs(here)).map(NamedFile::content);
    Stream<StoredFile> kept =
        checkpoints.of(here.stream().map(Result::id).toList()).values().stream();
    return Stream.concat(given, kept).filter(file -> file.sha256().equals(sha256)).findFirst();
  }

  private Stream<NamedFile> programs(List<Result> here) {
    return here.stream()
        .flatMapToLong(result -> result.appVersion().stream())
        .distinct()
        .boxed()
        .flatMap(version -> catalogue.version(version).files().stream());
  }

  private Stream<NamedFile> inputs(List<Result> here) {
    Map<Long, List<Workunits.Task>> byBatch =
        workunits.tasks(here.stream().map(Result::workunit).distinct().toList()).values().stream()
            .collect(Collectors.groupingBy(Workunits.Task::batch));
    return byBatch.entrySet().stream()
        .flatMap(entry -> inputs(batches.inputsOf(entry.getKey()), entry.getValue()));
  }

  private static Stream<NamedFile> inputs(List<NamedFile> batch, List<Workunits.Task> tasks) {
    return tasks.stream().flatMap(task -> Orders.inputs(batch, task).stream());
  }
}
