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
 * @param totalCount how many rows it has done
 * @param failures how often it failed
 */
public record PassRecord(
    Optional<Instant> lastRun,
    Duration lastDuration,
    int lastCount,
    long totalCount,
    long failures) {

  static final PassRecord NONE = new PassRecord(Optional.empty(), Duration.ZERO, 0, 0, 0);

  PassRecord done(Instant began, Duration duration, int count) {
    return new PassRecord(Optional.of(began), duration, count, totalCount + count, failures);
  }

  PassRecord failed(Instant began, Duration duration) {
    return new PassRecord(Optional.of(began), duration, 0, totalCount, failures + 1);
  }
}
