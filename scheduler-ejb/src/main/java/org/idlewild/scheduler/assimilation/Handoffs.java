package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.assimilator.Handoff;
import org.idlewild.assimilator.Output;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.App;
import org.idlewild.work.AppVersion;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Workunit;

/** Gathers what an assimilator needs. To be called in a transaction. */
@Singleton
class Handoffs {
  private final Workunits workunits;
  private final Results results;
  private final StoredBatches batches;
  private final Catalogue catalogue;
  private final FileStore files;

  @Inject
  Handoffs(
      Workunits workunits,
      Results results,
      StoredBatches batches,
      Catalogue catalogue,
      FileStore files) {
    this.workunits = workunits;
    this.results = results;
    this.batches = batches;
    this.catalogue = catalogue;
    this.files = files;
  }

  /** An answer and whom to hand it to. */
  record Due(long workunit, Handoff handoff, App app) {}

  /** An output of a canonical result. */
  private record Stored(String name, FileContent content) implements Output {
    @Override
    public long bytes() {
      return content.bytes();
    }

    @Override
    public InputStream open() throws IOException {
      return content.open(0);
    }
  }

  List<Due> of(List<Long> ids) {
    Map<Long, Workunits.Task> tasks = workunits.tasks(ids);
    List<Workunit> ready = workunits.load(ids).stream().map(Workunits.Whole::workunit).toList();
    Map<Long, List<NamedFile>> outputs =
        results.outputs(ready.stream().flatMap(w -> w.canonicalResult().stream().boxed()).toList());
    return ready.stream().map(w -> due(w, tasks.get(w.id()), outputs)).toList();
  }

  private Due due(Workunit workunit, Workunits.Task task, Map<Long, List<NamedFile>> outputs) {
    AppVersion version = catalogue.version(batches.versionOf(task.batch()));
    List<NamedFile> files =
        workunit.canonicalResult().stream()
            .boxed()
            .flatMap(id -> outputs.getOrDefault(id, List.of()).stream())
            .toList();
    Handoff handoff =
        new Handoff(
            "workunit-" + workunit.id(),
            task.batch(),
            task.position(),
            task.parameter(),
            inOrder(version, files),
            workunit.canonicalResult().isPresent() ? List.of() : failures(workunit));
    return new Due(workunit.id(), handoff, catalogue.app(version.app()));
  }

  private static List<String> failures(Workunit workunit) {
    return workunit.errors().stream().map(Enum::name).sorted().toList();
  }

  private List<Output> inOrder(AppVersion version, List<NamedFile> brought) {
    Map<String, NamedFile> byName =
        brought.stream().collect(Collectors.toMap(NamedFile::name, Function.identity()));
    return version.outputs().stream()
        .filter(output -> byName.containsKey(output.name()))
        .map(output -> byName.get(output.name()))
        .<Output>map(file -> new Stored(file.name(), files.content(file.content())))
        .toList();
  }
}
