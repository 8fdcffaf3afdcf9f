package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Handovers;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.StoredFile;

/** Calls an assimilator and keeps what it writes. */
@Singleton
class Handover {
  private final Making making;
  private final Keeping keeping;
  private final LifecycleSettings settings;

  @Inject
  Handover(Making making, Keeping keeping, LifecycleSettings settings) {
    this.making = making;
    this.keeping = keeping;
    this.settings = settings;
  }

  /**
   * Hands one answer over.
   *
   * @throws Unavailable when the assimilator does not take it now
   * @throws IOException when it is not here, or its part cannot be written
   */
  void run(Handoffs.Due due, Instant now) throws Unavailable, IOException {
    Faults.at(Point.HANDOFF_GATHERED);
    Arrivals.Arrived part =
        making.make(
            due.app(),
            (assimilator, out) -> assimilator.assimilate(due.handoff(), out),
            settings.pluginLimit(),
            now);
    Faults.at(Point.PART_MADE);
    boolean kept = false;
    try {
      kept = keeping.keep(due.workunit(), part, now);
    } finally {
      if (!kept) {
        making.discard(part);
      }
    }
    Faults.at(Point.HANDOVER_DONE);
  }

  /** Writes down that an answer was handed over, with its part. */
  @Singleton
  static class Keeping {
    private final Transactions transactions;
    private final Handovers handovers;
    private final Contents contents;

    @Inject
    Keeping(Transactions transactions, Handovers handovers, Contents contents) {
      this.transactions = transactions;
      this.handovers = handovers;
      this.contents = contents;
    }

    /** Whether the part's file was moved into the store; an empty part needs none. */
    boolean keep(long workunit, Arrivals.Arrived part, Instant now) {
      Optional<StoredFile> file = Optional.of(part.file()).filter(some -> some.bytes() > 0);
      return transactions.call(
          () -> {
            boolean first = handovers.assimilated(workunit, file, now);
            Faults.at(Point.HANDOVER_NOTED);
            boolean kept = first && file.isPresent();
            if (kept) {
              contents.keep(part.file(), part.path(), now);
              Faults.at(Point.PART_KEPT);
            }
            return kept;
          });
    }
  }
}
