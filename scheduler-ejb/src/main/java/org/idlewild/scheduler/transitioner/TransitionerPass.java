package org.idlewild.scheduler.transitioner;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.HostVersions;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.Share;
import org.idlewild.work.Transition;

/** Takes due workunits through {@link Transition#of}. */
@Singleton
public class TransitionerPass implements Pass {
  private final Transactions transactions;
  private final Workunits workunits;
  private final BatchPolicies policies;
  private final TailWatch tails;
  private final HostVersions versions;
  private final LifecycleSettings settings;

  @Inject
  public TransitionerPass(
      Transactions transactions,
      Workunits workunits,
      BatchPolicies policies,
      TailWatch tails,
      HostVersions versions,
      LifecycleSettings settings) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.policies = policies;
    this.tails = tails;
    this.versions = versions;
    this.settings = settings;
  }

  @Override
  public PassName name() {
    return PassName.TRANSITIONER;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Share.WHOLE, limit, now);
  }

  @Override
  public int run(Share share, int limit, Instant now) {
    List<Long> due = transactions.call(() -> workunits.due(share, limit, now));
    int done = transactions.each(due, ids -> transition(ids, now));
    Faults.at(Point.TRANSITIONS_DONE);
    return done;
  }

  private void transition(List<Long> ids, Instant now) {
    List<Workunits.Whole> loaded = workunits.load(ids);
    for (Workunits.Whole whole : loaded) {
      boolean staticClass = whole.fixedClass() || policies.of(whole.batch()).staticClass();
      Transition next =
          Transition.of(
              whole.workunit(), whole.results(), staticClass, whole.rest(), settings.delays(), now);
      workunits.save(next.workunit(), next.changed());
      Faults.at(Point.WORKUNIT_SAVED);
      workunits.rest(whole.workunit().id(), next.rest());
      next.changed().stream()
          .filter(result -> result.outcome() == Outcome.NO_REPLY && wasInProgress(whole, result))
          .forEach(silent -> blame(silent, whole.workunit().rules().delayBound()));
      if (next.resultsToMake() > 0) {
        int priority = whole.workunit().rules().priority() + (next.retry() ? 1 : 0);
        workunits.addResults(whole.workunit().id(), next.resultsToMake(), priority);
        Faults.at(Point.RESULTS_ADDED);
      }
    }
    tails.begin(loaded, now);
    Faults.at(Point.TRANSITIONS_WRITTEN);
  }

  private static boolean wasInProgress(Workunits.Whole whole, Result result) {
    return whole.results().stream()
        .filter(before -> before.id() == result.id())
        .anyMatch(before -> before.serverState() == ServerState.IN_PROGRESS);
  }

  private void blame(Result silent, Duration delayBound) {
    versions.silent(silent.host().orElseThrow(), silent.appVersion().orElseThrow(), delayBound);
  }
}
