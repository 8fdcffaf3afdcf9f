package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Results;
import org.idlewild.work.AppVersion;
import org.idlewild.work.ExpectedOutput;

/** What results must bring. To be called in a transaction. */
@Singleton
class Expectations {
  private final Catalogue catalogue;

  @Inject
  Expectations(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The outputs that the application version of a result that was sent declares. */
  List<ExpectedOutput> of(Results.Placed placed) {
    return version(placed).outputs();
  }

  /** The application version of a result that was sent. */
  AppVersion version(Results.Placed placed) {
    return catalogue.version(placed.result().appVersion().orElseThrow());
  }
}
