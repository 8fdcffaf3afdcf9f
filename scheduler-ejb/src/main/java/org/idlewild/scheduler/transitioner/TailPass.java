package org.idlewild.scheduler.transitioner;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.decision.Decisions;
import org.idlewild.scheduler.decision.TailWatch;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.BatchTails;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.Slice;
import org.idlewild.work.Tail;

/** Looks at batches at their end and gives what slow hosts have one more result. */
@Singleton
public class TailPass implements Pass {
  /** How long until somebody looks at the same batch again. */
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** So many of the last results say what is usual. */
  private static final int SAMPLES = 100;

  private final Transactions transactions;
  private final BatchTails tails;
  private final Workunits workunits;
  private final Results results;
  private final TailWatch watch;
  private final Decisions decisions;
  private final Wake wake;

  @Inject
  public TailPass(
      Transactions transactions,
      BatchTails tails,
      Workunits workunits,
      Results results,
      TailWatch watch,
      Decisions decisions,
      Wake wake) {
    this.transactions = transactions;
    this.tails = tails;
    this.workunits = workunits;
    this.results = results;
    this.watch = watch;
    this.decisions = decisions;
    this.wake = wake;
  }

  @Override
  public PassName name() {
    return PassName.TAIL;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Slice.WHOLE, limit, now);
  }

  @Override
  public int run(Slice slice, int limit, Instant now) {
    List<Long> due = transactions.call(() -> tails.due(slice, limit, now));
    int done = transactions.each(due, batches -> batches.forEach(batch -> look(batch, now)));
    Faults.at(Point.TAILS_DONE);
    if (done > 0) {
      wake.up(PassName.FEEDER);
    }
    return done;
  }

  private void look(long id, Instant now) {
    Optional<BatchTails.Open> batch =
        tails.open(List.of(id)).stream().filter(watch::isReached).findFirst();
    batch.ifPresent(open -> hasten(open, now));
    tails.look(id, batch.map(open -> now.plus(INTERVAL)));
    Faults.at(Point.TAIL_SEEN);
  }

  private void hasten(BatchTails.Open batch, Instant now) {
    List<Workunits.Whole> open =
        workunits.load(tails.unitsLeft(batch, Tail.MOST)).stream()
            .filter(TailPass::isOpen)
            .toList();
    Duration usual = Tail.usual(tails.turnarounds(batch.batch(), SAMPLES));
    List<Long> slow =
        Tail.of(open.stream().map(this::open).toList(), usual, now).stream()
            .map(Tail.Open::id)
            .toList();
    List<Workunits.Whole> hastened =
        open.stream().filter(unit -> slow.contains(unit.workunit().id())).toList();
    if (!hastened.isEmpty()) {
      decisions.write(hastened.stream().map(Decisions::hastened).toList(), now);
      Faults.at(Point.TAIL_RESULT_ADDED);
    }
  }

  /** What the validator has yet to look at may be answered by now. */
  private static boolean isOpen(Workunits.Whole unit) {
    return !unit.workunit().isSettled()
        && !unit.workunit().needValidate()
        && !unit.rest().isOn(unit.workunit().hold());
  }

  private Tail.Open open(Workunits.Whole unit) {
    List<Result> all = unit.results();
    return new Tail.Open(
        unit.workunit().id(),
        unit.workunit().rules(),
        all.size(),
        (int) all.stream().filter(Result::isUsefulSuccess).count(),
        (int) all.stream().filter(r -> r.serverState() == ServerState.UNSENT).count(),
        all.stream()
            .filter(r -> r.serverState() == ServerState.IN_PROGRESS)
            .flatMap(r -> results.sent(r.id()).stream())
            .toList());
  }
}
