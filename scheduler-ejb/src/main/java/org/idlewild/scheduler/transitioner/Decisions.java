package org.idlewild.scheduler.transitioner;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.HostVersions;
import org.idlewild.scheduler.store.LocalFiles;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.Transition;

/** Writes what was decided about workunits. To be called in the transaction that loaded them. */
@Singleton
class Decisions {
  private final Workunits workunits;
  private final LocalFiles files;
  private final HostVersions versions;

  @Inject
  Decisions(Workunits workunits, LocalFiles files, HostVersions versions) {
    this.workunits = workunits;
    this.files = files;
    this.versions = versions;
  }

  void write(Workunits.Whole whole, Transition next, AppPolicy policy) {
    workunits.save(next.workunit(), next.changed());
    Faults.at(Point.WORKUNIT_SAVED);
    workunits.rest(whole.workunit().id(), next.rest());
    next.changed().stream()
        .filter(result -> result.outcome() == Outcome.NO_REPLY && wasInProgress(whole, result))
        .forEach(silent -> blame(silent, whole.workunit().rules().delayBound()));
    if (next.resultsToMake() > 0) {
      make(whole, next.resultsToMake(), next.retry(), policy);
      Faults.at(Point.RESULTS_ADDED);
    }
  }

  private static boolean wasInProgress(Workunits.Whole whole, Result result) {
    return whole.results().stream()
        .filter(before -> before.id() == result.id())
        .anyMatch(before -> before.serverState() == ServerState.IN_PROGRESS);
  }

  private void blame(Result silent, Duration delayBound) {
    versions.silent(silent.host().orElseThrow(), silent.appVersion().orElseThrow(), delayBound);
  }

  /** One more result than the target asks for, as urgent as one that replaces a lost one. */
  void hasten(Workunits.Whole whole, AppPolicy policy) {
    workunits.save(whole.workunit(), List.of());
    make(whole, 1, true, policy);
    Faults.at(Point.TAIL_RESULT_ADDED);
  }

  private void make(Workunits.Whole whole, int count, boolean urgent, AppPolicy policy) {
    long workunit = whole.workunit().id();
    int priority = whole.workunit().rules().priority() + (urgent ? 1 : 0);
    List<Long> made = workunits.addResults(workunit, count, priority);
    if (policy.locality()) {
      files.add(workunit, made);
    }
  }
}
