package org.idlewild.scheduler.transitioner;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.scheduler.store.HostHistories;
import org.idlewild.scheduler.store.LocalFiles;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.Transition;

/** Writes what was decided about workunits. To be called in the transaction that loaded them. */
@Singleton
class Decisions {
  private final Workunits workunits;
  private final BatchPolicies policies;
  private final LocalFiles files;
  private final HostHistories histories;
  private final Catalogue catalogue;

  @Inject
  Decisions(
      Workunits workunits,
      BatchPolicies policies,
      LocalFiles files,
      HostHistories histories,
      Catalogue catalogue) {
    this.workunits = workunits;
    this.policies = policies;
    this.files = files;
    this.histories = histories;
    this.catalogue = catalogue;
  }

  /** What follows from a transition. */
  static Decision of(Workunits.Whole whole, Transition next) {
    return new Decision(
        whole,
        next.workunit(),
        next.rest(),
        next.changed(),
        Map.of(),
        next.resultsToMake(),
        priority(whole, next.retry()));
  }

  /** One more result than the target asks for, as urgent as one that replaces a lost one. */
  static Decision hastened(Workunits.Whole whole) {
    return new Decision(
        whole, whole.workunit(), whole.rest(), List.of(), Map.of(), 1, priority(whole, true));
  }

  private static int priority(Workunits.Whole whole, boolean urgent) {
    return whole.workunit().rules().priority() + (urgent ? 1 : 0);
  }

  void write(List<Decision> decisions) {
    workunits.save(decisions);
    Faults.at(Point.WORKUNIT_SAVED);
    histories.change(decisions.stream().flatMap(this::silences).toList());
    Map<Long, List<Long>> added = workunits.addResults(decisions);
    if (!added.isEmpty()) {
      Faults.at(Point.RESULTS_ADDED);
    }
    for (Decision each : decisions) {
      List<Long> fresh = added.get(each.workunit().id());
      if (fresh != null && policies.of(each.from().batch()).locality()) {
        files.add(each.workunit().id(), fresh);
      }
    }
  }

  /** What deadlines that passed say about hosts. */
  private Stream<HostHistories.Change> silences(Decision decision) {
    return decision.changed().stream()
        .filter(result -> result.outcome() == Outcome.NO_REPLY)
        .filter(result -> wasInProgress(decision.from(), result))
        .map(silent -> silence(silent, decision.from().workunit().rules().delayBound()));
  }

  private static boolean wasInProgress(Workunits.Whole whole, Result result) {
    return whole.results().stream()
        .filter(before -> before.id() == result.id())
        .anyMatch(before -> before.serverState() == ServerState.IN_PROGRESS);
  }

  private HostHistories.Change silence(Result silent, Duration delayBound) {
    long version = silent.appVersion().orElseThrow();
    int limit = catalogue.policyOf(version).dailyQuota();
    return new HostHistories.Change(
        silent.host().orElseThrow(), version, past -> past.silent(limit, delayBound));
  }
}
