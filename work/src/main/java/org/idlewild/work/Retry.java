package org.idlewild.work;

import java.time.Duration;

/** How long something that could not be done waits before it is tried again. */
public final class Retry {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int DOUBLINGS = 9;

  private Retry() {}

  /**
   * Ten seconds, then twice as long each time, up to an hour.
   *
   * @param failures so far, this one included; 1 or more
   */
  public static Duration after(int failures) {
    int doublings = Math.min(DOUBLINGS, Math.max(0, failures - 1));
    Duration wait = FIRST.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
