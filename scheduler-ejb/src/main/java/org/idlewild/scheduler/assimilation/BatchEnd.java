package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Batch;
import org.idlewild.work.Slice;

/**
 * Ends batches whose workunits were all handed over: their parts become the one output. A batch
 * whose output cannot be made rests and bars no other.
 */
@Singleton
class BatchEnd {
  private static final Logger LOG = System.getLogger(BatchEnd.class.getName());
  private static final int BATCHES = 20;

  private final Transactions transactions;
  private final StoredBatches batches;
  private final BatchOutputs outputs;
  private final Contents contents;
  private final Postponements postponements;

  @Inject
  BatchEnd(
      Transactions transactions,
      StoredBatches batches,
      BatchOutputs outputs,
      Contents contents,
      Postponements postponements) {
    this.transactions = transactions;
    this.batches = batches;
    this.outputs = outputs;
    this.contents = contents;
    this.postponements = postponements;
  }

  void run(Slice slice, Instant now) {
    List<Long> finished = transactions.call(() -> batches.finished(BATCHES, now));
    for (long id : finished.stream().filter(slice::has).toList()) {
      try {
        end(id, now);
      } catch (Unavailable | IOException | RuntimeException failure) {
        LOG.log(
            Level.WARNING, "the output of batch " + id + " is made later: " + failure.getMessage());
        LOG.log(Level.DEBUG, "this is why", failure);
        postponements.end(id, failure, now);
      }
    }
  }

  private void end(long id, Instant now) throws Unavailable, IOException {
    Batch batch = transactions.call(() -> batches.withId(id).orElseThrow());
    Faults.at(Point.BATCH_FINISHED);
    if (batch.cancelled()) {
      transactions.run(
          () -> {
            batches.end(id, Optional.empty(), now);
            Faults.at(Point.CANCELLED_BATCH_ENDED);
          });
      return;
    }
    Arrivals.Arrived made = outputs.of(batch, now);
    Faults.at(Point.OUTPUT_MERGED);
    try {
      transactions.run(() -> keep(id, made, now));
    } finally {
      // It is there still when it was not kept, because another node came first or nothing works.
      Files.deleteIfExists(made.path());
    }
    Faults.at(Point.BATCH_END_DONE);
  }

  private void keep(long id, Arrivals.Arrived made, Instant now) {
    boolean first = batches.end(id, Optional.of(made.file()), now);
    Faults.at(Point.BATCH_ENDED);
    if (first) {
      contents.keep(made.file(), made.path(), now);
      Faults.at(Point.BATCH_OUTPUT_KEPT);
    }
  }
}
