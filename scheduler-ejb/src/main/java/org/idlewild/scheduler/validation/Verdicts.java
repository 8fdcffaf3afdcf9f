package org.idlewild.scheduler.validation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.HostVersions;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ResultState;
import org.idlewild.work.Workunit;

/** What verdicts say about the hosts whose results were judged. To be called in a transaction. */
@Singleton
class Verdicts {
  private final HostVersions versions;
  private final Catalogue catalogue;

  @Inject
  Verdicts(HostVersions versions, Catalogue catalogue) {
    this.versions = versions;
    this.catalogue = catalogue;
  }

  /** Notes the verdicts on a workunit's results. */
  void note(Workunit workunit, List<Result> judged) {
    judged.stream()
        .filter(result -> result.host().isPresent() && result.appVersion().isPresent())
        .forEach(result -> note(workunit, result));
  }

  private void note(Workunit workunit, Result result) {
    long host = result.host().orElseThrow();
    long version = result.appVersion().orElseThrow();
    ResultState state = ResultState.of(result);
    if (state == ResultState.SUCCESS_VALID) {
      versions.validated(host, version, wasCompared(workunit, version));
    } else if (state == ResultState.SUCCESS_INVALID) {
      versions.refused(host, version);
    } else if (result.outcome() == Outcome.VALIDATE_ERROR) {
      versions.failed(host, version);
    }
  }

  /** A trusted host's result that nobody confirmed must not earn more trust. */
  private boolean wasCompared(Workunit workunit, long version) {
    return workunit.rules().minQuorum() > 1 || catalogue.policyOf(version).adaptiveQuorum() <= 1;
  }
}
