package org.idlewild.scheduler.validation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.validator.Output;
import org.idlewild.work.App;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Result;
import org.idlewild.work.Workunit;

/** Gathers what a validator needs. To be called in a transaction. */
@Singleton
class Cases {
  private final Workunits workunits;
  private final Results results;
  private final StoredBatches batches;
  private final Catalogue catalogue;
  private final FileStore files;

  @Inject
  Cases(
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

  /** A workunit, its results and their outputs, and its application, which names the validator. */
  record Case(Workunits.Whole whole, Map<Long, List<Output>> outputs, App app) {
    Workunit workunit() {
      return whole.workunit();
    }
  }

  List<Case> of(List<Long> ids) {
    List<Workunits.Whole> wholes = workunits.load(ids);
    Map<Long, List<NamedFile>> named =
        results.outputs(
            wholes.stream().flatMap(whole -> whole.results().stream()).map(Result::id).toList());
    Map<Long, List<Output>> outputs =
        named.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> outputs(entry.getValue())));
    return wholes.stream().map(whole -> new Case(whole, outputs, app(whole.batch()))).toList();
  }

  private List<Output> outputs(List<NamedFile> named) {
    return named.stream()
        .<Output>map(file -> new StoredOutput(file.name(), files.content(file.content())))
        .toList();
  }

  private App app(long batch) {
    return catalogue.app(catalogue.version(batches.versionOf(batch)).app());
  }
}
