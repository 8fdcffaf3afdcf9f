package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Slice;

/**
 * Hands answers to assimilators. A crash between the plug-in's return and the write lets the
 * plug-in see the same answer again, with the same idempotency key; the batch's output gets each
 * part once. An answer that is not taken rests, longer after each time, and the others go on.
 */
@Singleton
public class AssimilatorPass implements Pass {
  private static final Logger LOG = System.getLogger(AssimilatorPass.class.getName());

  /** So many answers are written down in one transaction, with the files that they left. */
  private static final int TOGETHER = 20;

  private final Transactions transactions;
  private final Workunits workunits;
  private final Handoffs handoffs;
  private final Handover handover;
  private final BatchEnd batchEnd;
  private final Postponements postponements;

  /**
   * Where the next run begins, so that answers whose assimilator is unavailable do not bar the
   * others.
   */
  private long after;

  @Inject
  AssimilatorPass(
      Transactions transactions,
      Workunits workunits,
      Handoffs handoffs,
      Handover handover,
      BatchEnd batchEnd,
      Postponements postponements) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.handoffs = handoffs;
    this.handover = handover;
    this.batchEnd = batchEnd;
    this.postponements = postponements;
  }

  @Override
  public PassName name() {
    return PassName.ASSIMILATOR;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Slice.WHOLE, limit, now);
  }

  @Override
  public int run(Slice slice, int most, Instant now) {
    List<Long> ids = transactions.call(() -> workunits.toAssimilate(slice, most, after, now));
    after = ids.size() < most ? 0 : ids.get(ids.size() - 1);
    List<Handover.Made> made =
        transactions.call(() -> handoffs.of(ids)).stream()
            .flatMap(due -> made(due, now).stream())
            .toList();
    int done = keep(made, now);
    batchEnd.run(slice, now);
    return done;
  }

  private Optional<Handover.Made> made(Handoffs.Due due, Instant now) {
    try {
      return Optional.of(handover.make(due, now));
    } catch (Unavailable | IOException | RuntimeException failure) {
      postpone(due, failure, now);
      return Optional.empty();
    }
  }

  private int keep(List<Handover.Made> made, Instant now) {
    int done = 0;
    for (int i = 0; i < made.size(); i += TOGETHER) {
      List<Handover.Made> some = made.subList(i, Math.min(made.size(), i + TOGETHER));
      try {
        handover.keep(some, now);
        done += some.size();
      } catch (IOException | RuntimeException failure) {
        LOG.log(Level.DEBUG, "writing the answers down one by one", failure);
        done += (int) some.stream().filter(one -> keepAlone(one, now)).count();
      }
    }
    return done;
  }

  private boolean keepAlone(Handover.Made one, Instant now) {
    try {
      handover.keep(List.of(one), now);
      return true;
    } catch (IOException | RuntimeException failure) {
      postpone(one.due(), failure, now);
      return false;
    }
  }

  private void postpone(Handoffs.Due due, Exception failure, Instant now) {
    LOG.log(
        Level.WARNING,
        "workunit " + due.workunit() + " is handed over later: " + failure.getMessage());
    postponements.handOver(due.workunit(), failure, now);
  }
}
