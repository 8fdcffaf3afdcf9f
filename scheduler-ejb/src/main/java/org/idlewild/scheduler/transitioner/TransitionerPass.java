package org.idlewild.scheduler.transitioner;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.decision.Decisions;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Slice;

/** Takes workunits on that are due: because of a report, of a deadline, or of somebody's wish. */
@Singleton
public class TransitionerPass implements Pass {
  private final Transactions transactions;
  private final Workunits workunits;
  private final Decisions decisions;
  private final Wake wake;

  @Inject
  public TransitionerPass(
      Transactions transactions, Workunits workunits, Decisions decisions, Wake wake) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.decisions = decisions;
    this.wake = wake;
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
    AtomicBoolean waiting = new AtomicBoolean();
    int done =
        transactions.each(
            due,
            ids -> {
              if (transition(ids, now)) {
                waiting.set(true);
              }
            });
    Faults.at(Point.TRANSITIONS_DONE);
    if (waiting.get()) {
      wake.up(PassName.FEEDER);
    }
    return done;
  }

  /** Whether something can be sent that could not be sent before. */
  private boolean transition(List<Long> ids, Instant now) {
    List<Workunits.Whole> loaded = workunits.load(ids);
    List<Decision> decided = loaded.stream().map(whole -> decisions.of(whole, now)).toList();
    decisions.write(decided, now);
    Faults.at(Point.TRANSITIONS_WRITTEN);
    return Decisions.makeWork(decided);
  }
}
