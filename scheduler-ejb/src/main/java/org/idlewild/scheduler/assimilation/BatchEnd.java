package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Scratch;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Batch;
import org.idlewild.work.StoredFile;

/**
 * Ends batches whose workunits were all handed over: their parts, in order, become the one output.
 */
@Singleton
class BatchEnd {
  private static final Logger LOG = System.getLogger(BatchEnd.class.getName());
  private static final int BATCHES = 20;
  private static final int PARTS = 500;

  private final Transactions transactions;
  private final StoredBatches batches;
  private final Workunits workunits;
  private final FileStore files;
  private final Scratch scratch;
  private final Contents contents;

  @Inject
  BatchEnd(
      Transactions transactions,
      StoredBatches batches,
      Workunits workunits,
      FileStore files,
      Scratch scratch,
      Contents contents) {
    this.transactions = transactions;
    this.batches = batches;
    this.workunits = workunits;
    this.files = files;
    this.scratch = scratch;
    this.contents = contents;
  }

  void run(Instant now) {
    for (long id : transactions.call(() -> batches.finished(BATCHES))) {
      try {
        end(id, now);
      } catch (IOException | RuntimeException failure) {
        LOG.log(Level.WARNING, "batch " + id + " could not be merged; it is tried again", failure);
      }
    }
  }

  private void end(long id, Instant now) throws IOException {
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
    Arrivals.Arrived merged = scratch.make(out -> merge(id, out));
    Faults.at(Point.OUTPUT_MERGED);
    boolean first =
        transactions.call(
            () -> {
              boolean ended = batches.end(id, Optional.of(merged.file()), now);
              Faults.at(Point.BATCH_ENDED);
              if (ended) {
                contents.keep(merged.file(), merged.path(), now);
                Faults.at(Point.BATCH_OUTPUT_KEPT);
              }
              return ended;
            });
    if (!first) {
      scratch.discard(merged);
    }
    Faults.at(Point.BATCH_END_DONE);
  }

  private void merge(long batch, OutputStream out) throws IOException {
    List<Workunits.Part> parts = parts(batch, 0);
    while (!parts.isEmpty()) {
      for (Workunits.Part part : parts) {
        append(part.content(), out);
        Faults.at(Point.PART_APPENDED);
      }
      parts = parts(batch, parts.get(parts.size() - 1).position() + 1);
    }
  }

  private List<Workunits.Part> parts(long batch, int from) {
    return transactions.call(() -> workunits.parts(batch, from, PARTS));
  }

  private void append(StoredFile part, OutputStream out) throws IOException {
    try (InputStream content = files.content(part).open(0)) {
      content.transferTo(out);
    }
  }
}
