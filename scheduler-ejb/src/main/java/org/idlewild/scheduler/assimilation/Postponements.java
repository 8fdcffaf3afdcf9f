package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.store.Deferrals;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Transactions;

/**
 * Lets what was not taken rest, longer after each time. While the database is away or the disk is
 * full nothing is taken and nothing is to blame: then the run ends, and the next one tries again.
 */
@Singleton
class Postponements {
  private final Transactions transactions;
  private final Deferrals deferrals;
  private final FileStore files;

  @Inject
  Postponements(Transactions transactions, Deferrals deferrals, FileStore files) {
    this.transactions = transactions;
    this.deferrals = deferrals;
    this.files = files;
  }

  /**
   * An answer that its assimilator did not take.
   *
   * @throws Refused BUSY or FULL when it is the server that is in trouble
   */
  void handOver(long workunit, Exception failure, Instant now) {
    requireNoOutage(failure);
    transactions.run(() -> deferrals.handOver(workunit, Wishes.of(failure), now));
  }

  /**
   * A batch whose output could not be made.
   *
   * @throws Refused likewise
   */
  void end(long batch, Exception failure, Instant now) {
    requireNoOutage(failure);
    transactions.run(() -> deferrals.end(batch, Wishes.of(failure), now));
  }

  private void requireNoOutage(Exception failure) {
    if (has(failure, Postponements::isBusy)) {
      throw new Refused(Refused.Reason.BUSY, "the database does not answer or takes no writes");
    }
    if (has(failure, Postponements::isOfFile) && files.isFull()) {
      throw new Refused(Refused.Reason.FULL, "the server's disk is full");
    }
  }

  private static boolean has(Throwable failure, Predicate<Throwable> what) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).anyMatch(what);
  }

  private static boolean isBusy(Throwable cause) {
    return cause instanceof Refused refused && refused.reason() == Refused.Reason.BUSY;
  }

  private static boolean isOfFile(Throwable cause) {
    return cause instanceof IOException
        || (cause instanceof Refused refused && refused.reason() == Refused.Reason.FULL);
  }
}
