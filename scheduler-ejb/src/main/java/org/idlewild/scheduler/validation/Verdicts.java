package org.idlewild.scheduler.validation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.HostHistories;
import org.idlewild.work.HostAppVersion;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ResultState;
import org.idlewild.work.Workunit;

/** What verdicts say about the hosts whose results were judged. To be called in a transaction. */
@Singleton
class Verdicts {
  private final HostHistories histories;
  private final Catalogue catalogue;

  @Inject
  Verdicts(HostHistories histories, Catalogue catalogue) {
    this.histories = histories;
    this.catalogue = catalogue;
  }

  /** A workunit as it was judged, and those of its results that were. */
  record Judged(Workunit workunit, List<Result> results) {}

  /** Notes the verdicts on workunits' results. */
  void note(List<Judged> judged) {
    histories.change(
        judged.stream()
            .flatMap(
                each ->
                    each.results().stream()
                        .filter(r -> r.host().isPresent() && r.appVersion().isPresent())
                        .flatMap(result -> change(each.workunit(), result).stream()))
            .toList());
  }

  private Optional<HostHistories.Change> change(Workunit workunit, Result result) {
    long version = result.appVersion().getAsLong();
    return verdict(workunit, result, version)
        .map(how -> new HostHistories.Change(result.host().getAsLong(), version, how));
  }

  private Optional<UnaryOperator<HostAppVersion>> verdict(
      Workunit workunit, Result result, long version) {
    int limit = catalogue.policyOf(version).dailyQuota();
    ResultState state = ResultState.of(result);
    if (state == ResultState.SUCCESS_VALID) {
      boolean compared = wasCompared(workunit, version);
      return Optional.of(past -> past.validated(limit, compared));
    }
    if (state == ResultState.SUCCESS_INVALID) {
      return Optional.of(HostAppVersion::refused);
    }
    return result.outcome() == Outcome.VALIDATE_ERROR
        ? Optional.of(past -> past.failed(limit))
        : Optional.empty();
  }

  /** A trusted host's result that nobody confirmed must not earn more trust. */
  private boolean wasCompared(Workunit workunit, long version) {
    return workunit.rules().minQuorum() > 1 || catalogue.policyOf(version).adaptiveQuorum() <= 1;
  }
}
