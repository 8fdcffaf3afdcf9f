package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Batch;
import org.idlewild.work.NamedFile;

/** Writes orders out in full. To be called in a transaction. */
@Singleton
class Orders {
  private final Workunits workunits;
  private final StoredBatches batches;
  private final Catalogue catalogue;

  @Inject
  Orders(Workunits workunits, StoredBatches batches, Catalogue catalogue) {
    this.workunits = workunits;
    this.batches = batches;
    this.catalogue = catalogue;
  }

  /** A result that a host has or gets. */
  record Given(long result, long workunit, long version, Duration deadline) {}

  List<Order> of(Collection<Given> given) {
    Map<Long, Workunits.Task> tasks =
        workunits.tasks(given.stream().map(Given::workunit).distinct().toList());
    Map<Long, Batch> of =
        tasks.values().stream()
            .map(Workunits.Task::batch)
            .distinct()
            .collect(Collectors.toMap(Function.identity(), id -> batches.withId(id).orElseThrow()));
    return given.stream().map(each -> order(each, tasks.get(each.workunit()), of)).toList();
  }

  private Order order(Given given, Workunits.Task task, Map<Long, Batch> of) {
    Batch batch = of.get(task.batch());
    AppVersion version = catalogue.version(given.version());
    return new Order(
        given.result(),
        given.workunit(),
        catalogue.app(version.app()).name(),
        version.version(),
        version.platform(),
        version.main(),
        version.argumentsFor(task.parameter()),
        version.files().stream().map(Orders::file).toList(),
        inputs(batch, task).stream().map(Orders::file).toList(),
        version.outputs().stream()
            .map(out -> new Order.Output(out.name(), out.maxBytes(), out.required()))
            .toList(),
        version.limits(),
        given.deadline());
  }

  /** The files of the batch that a workunit gets. */
  static List<NamedFile> inputs(Batch batch, Workunits.Task task) {
    return batch.inputs().stream()
        .filter(file -> task.inputs().map(names -> names.contains(file.name())).orElse(true))
        .toList();
  }

  private static Order.File file(NamedFile file) {
    return new Order.File(file.name(), file.content().sha256(), file.content().bytes());
  }
}
