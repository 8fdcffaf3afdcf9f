package org.idlewild.work;

import java.time.Duration;

/** How long what could not be done rests before it is tried again: longer after each failure. */
public final class RetryDelay {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LAST = Duration.ofHours(6);
  private static final Duration LEAST_ASKED = Duration.ofSeconds(1);
  private static final Duration MOST_ASKED = Duration.ofDays(1);

  private RetryDelay() {}

  /**
   * A minute after the first failure, doubled after each further one, up to six hours.
   *
   * @param failures how often it failed in a row, from 1
   */
  public static Duration after(int failures) {
    int doublings = Math.max(0, Math.min(failures - 1, 20));
    Duration delay = FIRST.multipliedBy(1L << doublings);
    return delay.compareTo(LAST) < 0 ? delay : LAST;
  }

  /** What somebody asked for, kept within a second and a day. */
  public static Duration asked(Duration wish) {
    if (wish.compareTo(LEAST_ASKED) < 0) {
      return LEAST_ASKED;
    }
    return wish.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : wish;
  }
}
