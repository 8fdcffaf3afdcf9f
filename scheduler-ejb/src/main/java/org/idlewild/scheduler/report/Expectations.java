package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.work.AppVersion;
import org.idlewild.work.ExpectedOutput;

/** What results must bring. To be called in a transaction. */
@Singleton
class Expectations {
  private final StoredBatches batches;
  private final Catalogue catalogue;

  @Inject
  Expectations(StoredBatches batches, Catalogue catalogue) {
    this.batches = batches;
    this.catalogue = catalogue;
  }

  /** The outputs that a result's application version declares. */
  List<ExpectedOutput> of(Results.Placed placed) {
    return version(placed).outputs();
  }

  /** A result's application version. */
  AppVersion version(Results.Placed placed) {
    return catalogue.version(batches.versionOf(placed.batch()));
  }
}
