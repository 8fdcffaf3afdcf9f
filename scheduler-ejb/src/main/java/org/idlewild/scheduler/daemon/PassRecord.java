package org.idlewild.scheduler.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a pass has done on this node since the server started.
 *
 * @param lastRun when it last began
 * @param lastDuration how long that took
 * @param lastCount how many rows that did
 * @param lastFailed whether that failed
 * @param totalCount how many rows it has done
 * @param runs how often it ran, failed or not
 * @param failures how often it failed
 */
public record PassRecord(
    Optional<Instant> lastRun,
    Duration lastDuration,
    int lastCount,
    boolean lastFailed,
    long totalCount,
    long runs,
    long failures) {

  static final PassRecord NONE = new PassRecord(Optional.empty(), Duration.ZERO, 0, false, 0, 0, 0);

  PassRecord done(Instant began, Duration duration, int count) {
    return new PassRecord(
        Optional.of(began), duration, count, false, totalCount + count, runs + 1, failures);
  }

  PassRecord failed(Instant began, Duration duration) {
    return new PassRecord(
        Optional.of(began), duration, 0, true, totalCount, runs + 1, failures + 1);
  }
}
