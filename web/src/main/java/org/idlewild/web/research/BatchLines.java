package org.idlewild.web.research;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.batch.ArrivingBatch;
import org.idlewild.scheduler.batch.BatchHead;
import org.idlewild.scheduler.batch.Line;
import org.idlewild.scheduler.batch.Submitted;
import org.idlewild.web.http.LostBody;
import org.idlewild.web.http.ProblemException;

/** A batch that comes as NDJSON: itself on the first line, a workunit on each other. */
final class BatchLines {
  private final NdjsonLines lines;
  private final LineChain chain = new LineChain();

  BatchLines(InputStream body) {
    lines = new NdjsonLines(body);
  }

  /** Where the lines go. */
  @FunctionalInterface
  interface Taker {
    ArrivingBatch open(BatchHead head);
  }

  /**
   * Reads all lines.
   *
   * @param key under which the same upload may come again; empty for none
   * @throws ProblemException 400 with the line's number
   */
  Submitted read(Optional<String> key, Taker taker) throws IOException {
    if (!lines.next()) {
      throw lines.fault("a batch is expected as a JSON object.");
    }
    BatchBody body = lines.as(BatchBody.class);
    if (body.parameters() != null) {
      throw lines.fault("\"parameters\" are not expected; each workunit has its own line.");
    }
    BatchHead head = new BatchHead(body.head(), new LineChain().next(lines.bytes()), key);
    ArrivingBatch batch = taker.open(head);
    try {
      while (lines.next()) {
        batch.add(new Line(lines.number(), chain.next(lines.bytes()), body.filled(lines.unit())));
        if (lines.isWaiting()) {
          batch.pause();
        }
      }
      return batch.end();
    } catch (ProblemException problem) {
      throw new ProblemException(problem.status(), with(problem.getMessage(), batch.giveUp()));
    } catch (Refused refused) {
      throw new Refused(refused.reason(), with(refused.getMessage(), after(refused, batch)));
    } catch (LostBody gone) {
      batch.breakOff();
      throw gone;
    }
  }

  /** Whom another upload overtook leaves the batch to that; what does not work now may later. */
  private static Optional<String> after(Refused refused, ArrivingBatch batch) {
    return switch (refused.reason()) {
      case CONFLICT, MISMATCH -> Optional.empty();
      case BUSY, FULL -> batch.breakOff();
      default -> batch.giveUp();
    };
  }

  private static String with(String message, Optional<String> fate) {
    return fate.map(some -> message.replaceFirst("\\.$", "") + "; " + some).orElse(message);
  }
}
