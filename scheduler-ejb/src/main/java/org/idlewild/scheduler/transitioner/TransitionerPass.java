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
import org.idlewild.scheduler.store.Decision;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Slice;
import org.idlewild.work.Transition;

/** Takes due workunits through {@link Transition#of}. */
@Singleton
public class TransitionerPass implements Pass {
  private final Transactions transactions;
  private final Workunits workunits;
  private final BatchPolicies policies;
  private final Decisions decisions;
  private final TailWatch tails;
  private final LifecycleSettings settings;

  @Inject
  public TransitionerPass(
      Transactions transactions,
      Workunits workunits,
      BatchPolicies policies,
      Decisions decisions,
      TailWatch tails,
      LifecycleSettings settings) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.policies = policies;
    this.decisions = decisions;
    this.tails = tails;
    this.settings = settings;
  }

  @Override
  public PassName name() {
    return PassName.TRANSITIONER;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Slice.WHOLE, limit, now);
  }

  @Override
  public int run(Slice slice, int limit, Instant now) {
    List<Long> due = transactions.call(() -> workunits.due(slice, limit, now));
    int done = transactions.each(due, ids -> transition(ids, now));
    Faults.at(Point.TRANSITIONS_DONE);
    return done;
  }

  private void transition(List<Long> ids, Instant now) {
    List<Workunits.Whole> loaded = workunits.load(ids);
    decisions.write(loaded.stream().map(whole -> decide(whole, now)).toList());
    tails.begin(loaded, now);
    Faults.at(Point.TRANSITIONS_WRITTEN);
  }

  private Decision decide(Workunits.Whole whole, Instant now) {
    boolean staticClass = whole.fixedClass() || policies.of(whole.batch()).staticClass();
    Transition next =
        Transition.of(
            whole.workunit(), whole.results(), staticClass, whole.rest(), settings.delays(), now);
    return Decisions.of(whole, next);
  }
}
