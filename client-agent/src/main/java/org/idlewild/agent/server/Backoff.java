package org.idlewild.agent.server;

import java.time.Duration;

/** How long to wait after failures in a row. */
public final class Backoff {
  /** The first wait, at most. */
  public static final Duration FIRST = Duration.ofSeconds(1);

  /** No wait is longer. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int DOUBLINGS = 20;

  private Backoff() {}

  /**
   * The wait: doubled with each failure, and spread over half of itself so that hosts do not come
   * back all at once.
   *
   * @param failures in a row, 1 or more
   * @param random from 0 to 1
   */
  public static Duration delay(int failures, double random) {
    long doubled = FIRST.toMillis() << Math.min(DOUBLINGS, Math.max(0, failures - 1));
    long full = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis(Math.round(full * (0.5 + 0.5 * random)));
  }
}
