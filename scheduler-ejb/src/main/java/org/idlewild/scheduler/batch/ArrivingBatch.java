package org.idlewild.scheduler.batch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;

/**
 * A batch whose lines come one by one. Some at a time are written, and sent to hosts from then on.
 * Used by one thread.
 */
public final class ArrivingBatch {
  /** The first go soon, so that hosts begin. */
  private static final int FIRST = 500;

  private static final int CHUNK = 5000;

  /** So long after lines were written others wait for more when nothing more is at hand. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final StreamedBatches batches;
  private final Caller caller;
  private final BatchHead head;
  private final InstantSource clock;
  private final List<Line> waiting = new ArrayList<>();
  private final int before;
  private Optional<Chunks.Known> known;
  private Instant written = Instant.MIN;
  private int lines;

  ArrivingBatch(
      StreamedBatches batches,
      Caller caller,
      BatchHead head,
      Optional<Chunks.Known> known,
      InstantSource clock) {
    this.batches = batches;
    this.caller = caller;
    this.head = head;
    this.known = known;
    this.before = known.map(some -> some.arrived().lines()).orElse(0);
    this.clock = clock;
  }

  /**
   * Takes a line. One that came with an earlier upload under the same key is not taken again.
   *
   * @throws Refused MALFORMED, naming the line; MISMATCH when earlier lines read otherwise than
   *     those that came with that upload; CONFLICT when the batch was given up
   */
  public void add(Line line) {
    lines++;
    if (lines < before) {
      return;
    }
    if (lines == before) {
      requireSame(line);
      return;
    }
    waiting.add(line);
    if (waiting.size() >= (known.isEmpty() ? FIRST : CHUNK)) {
      write();
    }
  }

  private void requireSame(Line line) {
    if (!known.orElseThrow().arrived().chain().equals(line.sha256())) {
      throw mismatch();
    }
  }

  private Refused mismatch() {
    return new Refused(
        Refused.Reason.MISMATCH,
        "the first "
            + before
            + " lines of workunits differ from those that came before under this"
            + " Idempotency-Key");
  }

  /** To be called when no other line is at hand: writes what waits, but not all the time. */
  public void pause() {
    if (!waiting.isEmpty() && !clock.instant().isBefore(written.plus(PAUSE))) {
      write();
    }
  }

  private void write() {
    written = clock.instant();
    known = Optional.of(batches.write(caller, head, known, List.copyOf(waiting), written));
    waiting.clear();
  }

  /**
   * Ends the batch: nothing more comes.
   *
   * @return the batch, and whether it had not been complete before
   * @throws Refused as {@link #add}; MALFORMED without any line
   */
  public Submitted end() {
    if (lines < before) {
      throw mismatch();
    }
    if (!waiting.isEmpty()) {
      write();
    }
    Chunks.Known all =
        known.orElseThrow(
            () -> Checks.malformed("a workunit is expected on each line from line 2"));
    return batches.complete(all.arrived());
  }

  /**
   * Gives the batch up: its lines make no sense.
   *
   * @return what becomes of the lines that came; empty when none was written
   */
  public Optional<String> giveUp() {
    return known.map(some -> batches.giveUp(some.arrived().batch(), clock.instant()));
  }

  /**
   * Notes that no more lines come, although there should be some. With a key they may come later;
   * without one the batch is given up.
   *
   * @return what becomes of the lines that came; empty when none was written
   */
  public Optional<String> breakOff() {
    return head.key().isPresent()
        ? known.map(some -> batches.keptFor(some.arrived().batch()))
        : giveUp();
  }
}
