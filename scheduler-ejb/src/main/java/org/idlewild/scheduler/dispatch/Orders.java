package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.StoredCheckpoints;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.App;
import org.idlewild.work.AppVersion;
import org.idlewild.work.FileRef;
import org.idlewild.work.NamedFile;
import org.idlewild.work.StoredFile;

/** Writes orders out in full. To be called in a transaction. */
@Singleton
class Orders {
  private final Workunits workunits;
  private final StoredBatches batches;
  private final Catalogue catalogue;
  private final StoredCheckpoints checkpoints;
  private final DispatchSettings settings;

  @Inject
  Orders(
      Workunits workunits,
      StoredBatches batches,
      Catalogue catalogue,
      StoredCheckpoints checkpoints,
      DispatchSettings settings) {
    this.workunits = workunits;
    this.batches = batches;
    this.catalogue = catalogue;
    this.checkpoints = checkpoints;
    this.settings = settings;
  }

  /**
   * A result that a host has or gets.
   *
   * @param task what it computes; empty when that is still to be read
   */
  record Given(
      long result, long workunit, long version, Duration deadline, Optional<Workunits.Task> task) {}

  List<Order> of(List<Given> given) {
    if (given.isEmpty()) {
      return List.of();
    }
    Map<Long, Workunits.Task> read =
        workunits.tasks(
            given.stream()
                .filter(each -> each.task().isEmpty())
                .map(Given::workunit)
                .distinct()
                .toList());
    Map<Long, StoredFile> kept =
        checkpoints.of(
            given.stream()
                .filter(each -> catalogue.version(each.version()).checkpoint().isPresent())
                .map(Given::result)
                .toList());
    return given.stream()
        .map(
            each ->
                order(
                    each,
                    each.task().orElseGet(() -> read.get(each.workunit())),
                    Optional.ofNullable(kept.get(each.result()))))
        .toList();
  }

  private Order order(Given given, Workunits.Task task, Optional<StoredFile> checkpoint) {
    AppVersion version = catalogue.version(given.version());
    App app = catalogue.app(version.app());
    return new Order(
        given.result(),
        given.workunit(),
        app.name(),
        version.version(),
        version.platform(),
        version.main(),
        version.argumentsFor(task.parameter()),
        version.files().stream().map(Orders::file).toList(),
        inputs(task, version, checkpoint).stream().map(Orders::file).toList(),
        app.policy().locality(),
        version.outputs().stream()
            .map(out -> new Order.Output(out.name(), out.maxBytes(), out.required()))
            .toList(),
        version.limits(),
        given.deadline(),
        version.planClass().processors(),
        version.planClass().name(),
        version.checkpoint().map(name -> checkpoint(name, version)),
        Optional.of(version.evm()).filter(evm -> version.platform().startsWith("windows-")),
        version.clients().way());
  }

  private Order.Checkpoint checkpoint(String name, AppVersion version) {
    return new Order.Checkpoint(name, settings.checkpoints(), version.limits().diskBytes());
  }

  /** A checkpoint takes the place of an input of its name. */
  private List<NamedFile> inputs(
      Workunits.Task task, AppVersion version, Optional<StoredFile> checkpoint) {
    Optional<NamedFile> from =
        version
            .checkpoint()
            .flatMap(name -> checkpoint.map(content -> new NamedFile(name, content)));
    return Stream.concat(
            inputs(batches.inputsOf(task.batch()), task).stream()
                .filter(file -> from.filter(f -> f.name().equals(file.name())).isEmpty()),
            from.stream())
        .toList();
  }

  /** The files of the batch that a workunit gets, by the names that its program opens. */
  static List<NamedFile> inputs(List<NamedFile> batch, Workunits.Task task) {
    return task.inputs().map(refs -> named(batch, refs)).orElse(batch);
  }

  private static List<NamedFile> named(List<NamedFile> batch, List<FileRef> refs) {
    Map<String, StoredFile> files =
        batch.stream().collect(Collectors.toMap(NamedFile::name, NamedFile::content));
    return refs.stream()
        .filter(ref -> files.containsKey(ref.fileName()))
        .map(ref -> new NamedFile(ref.openName(), files.get(ref.fileName())))
        .toList();
  }

  private static Order.File file(NamedFile file) {
    return new Order.File(file.name(), file.content().sha256(), file.content().bytes());
  }
}
