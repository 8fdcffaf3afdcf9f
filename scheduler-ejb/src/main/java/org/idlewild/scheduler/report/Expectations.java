package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.work.AppVersion;
import org.idlewild.work.ExpectedOutput;
import org.idlewild.work.Result;

/** What results must bring. To be called in a transaction. */
@Singleton
class Expectations {
  private final Catalogue catalogue;

  @Inject
  Expectations(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The outputs that the application version of a result that was sent declares. */
  List<ExpectedOutput> of(Result result) {
    return version(result).outputs();
  }

  /** The application version of a result that was sent. */
  AppVersion version(Result result) {
    return catalogue.version(result.appVersion().orElseThrow());
  }
}
