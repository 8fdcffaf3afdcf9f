package org.idlewild.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.idlewild.agent.host.Speed;

/**
 * Has the speed measured when it is due and nobody is at the machine. Used by the loop's thread.
 */
final class SpeedWatch {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Speed speed;
  private final Supplier<Optional<Duration>> idle;
  private final Duration idleAfter;
  private Instant due = Instant.MIN;

  /**
   * Makes one.
   *
   * @param idle since when nobody touched the machine; empty when there is no sign of anybody
   * @param idleAfter how long that must be
   */
  SpeedWatch(Speed speed, Supplier<Optional<Duration>> idle, Duration idleAfter) {
    this.speed = speed;
    this.idle = idle;
    this.idleAfter = idleAfter;
  }

  /** Looks once in a while whether to measure. */
  void turn(Instant now) throws IOException {
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(INTERVAL);
    if (speed.isStale(now) && !inUse()) {
      speed.measure(now);
    }
  }

  private boolean inUse() {
    return idle.get().filter(span -> span.compareTo(idleAfter) < 0).isPresent();
  }
}
