package org.idlewild.scheduler.transitioner;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Transition;

/** Takes due workunits through {@link Transition#of}. */
@Singleton
public class TransitionerPass implements Pass {
  private final Transactions transactions;
  private final Workunits workunits;
  private final LifecycleSettings settings;

  @Inject
  public TransitionerPass(
      Transactions transactions, Workunits workunits, LifecycleSettings settings) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.settings = settings;
  }

  @Override
  public PassName name() {
    return PassName.TRANSITIONER;
  }

  @Override
  public int run(int limit, Instant now) {
    List<Long> due = transactions.call(() -> workunits.due(limit, now));
    int done = transactions.each(due, ids -> transition(ids, now));
    Faults.at(Point.TRANSITIONS_DONE);
    return done;
  }

  private void transition(List<Long> ids, Instant now) {
    for (Workunits.Whole whole : workunits.load(ids)) {
      Transition next =
          Transition.of(whole.workunit(), whole.results(), whole.rest(), settings.delays(), now);
      workunits.save(next.workunit(), next.changed());
      Faults.at(Point.WORKUNIT_SAVED);
      workunits.rest(whole.workunit().id(), next.rest());
      if (next.resultsToMake() > 0) {
        int priority = whole.workunit().rules().priority() + (next.retry() ? 1 : 0);
        workunits.addResults(whole.workunit().id(), next.resultsToMake(), priority);
        Faults.at(Point.RESULTS_ADDED);
      }
    }
    Faults.at(Point.TRANSITIONS_WRITTEN);
  }
}
