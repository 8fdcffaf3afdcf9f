package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.BatchSettings;
import org.idlewild.scheduler.store.ArrivingBatches;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;

/**
 * Takes batches of any size line by line: hosts work on the first workunits while the last are on
 * their way. Such a batch does not end before its last line has come. Threads: any.
 */
@Singleton
public class StreamedBatches {
  private final Transactions transactions;
  private final Chunks chunks;
  private final ArrivingBatches arriving;
  private final StoredBatches batches;
  private final BatchSettings settings;
  private final Wake wake;

  @Inject
  StreamedBatches(
      Transactions transactions,
      Chunks chunks,
      ArrivingBatches arriving,
      StoredBatches batches,
      BatchSettings settings,
      Wake wake) {
    this.transactions = transactions;
    this.chunks = chunks;
    this.arriving = arriving;
    this.batches = batches;
    this.settings = settings;
    this.wake = wake;
  }

  /**
   * Opens a batch; without a line of a workunit nothing comes of it.
   *
   * @throws Refused FORBIDDEN, MISMATCH for a key that another request had, CONFLICT when what came
   *     under the key was given up before it was complete
   */
  public ArrivingBatch open(Caller caller, BatchHead head, InstantSource clock) {
    caller.requireResearcher();
    return new ArrivingBatch(
        this, caller, head, transactions.call(() -> chunks.before(caller, head)), clock);
  }

  Chunks.Known write(
      Caller caller, BatchHead head, Optional<Chunks.Known> known, List<Line> lines, Instant now) {
    Chunks.Known after =
        transactions.call(
            () ->
                known
                    .map(some -> chunks.add(some, lines, now))
                    .orElseGet(() -> chunks.begin(caller, head, lines, now)));
    Faults.at(Point.CHUNK_TAKEN);
    // What prefers hosts with its files has its results made by the transitioner.
    wake.up(after.head().app().policy().locality() ? PassName.TRANSITIONER : PassName.FEEDER);
    return after;
  }

  Submitted complete(ArrivingBatches.Arrived arrived) {
    boolean first = transactions.call(() -> arriving.complete(arrived.batch(), arrived.lines()));
    Faults.at(Point.BATCH_COMPLETED);
    wake.up(PassName.ASSIMILATOR);
    return new Submitted(arrived.batch(), first);
  }

  String giveUp(long batch, Instant now) {
    transactions.run(() -> batches.cancel(batch, now));
    wake.up(PassName.TRANSITIONER);
    wake.up(PassName.PURGE);
    wake.up(PassName.FEEDER);
    return "batch " + batch + ", which had begun, is given up";
  }

  String keptFor(long batch) {
    return "what came before is kept in batch "
        + batch
        + " for "
        + settings.arrivalPatience()
        + ": send all lines again under the same Idempotency-Key";
  }
}
