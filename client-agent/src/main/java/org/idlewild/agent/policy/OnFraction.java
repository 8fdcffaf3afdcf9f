package org.idlewild.agent.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * The part of the time in which tasks may run, of late: what was long ago counts less and less.
 * Pure.
 *
 * @param fraction above 0 and up to 1
 * @param at until when it is known
 */
public record OnFraction(double fraction, Instant at) {
  /** After this time, what was before counts 1/e. */
  static final Duration MEMORY = Duration.ofDays(10);

  /** A longer span without a word means that the agent was off or the machine asleep. */
  static final Duration LONGEST_SPAN = Duration.ofMinutes(5);

  private static final double LEAST = 0.001;

  /** Checks. */
  public OnFraction {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("a fraction of the time is above 0 and up to 1");
    }
  }

  /** Nothing is known yet, and the best is hoped for. */
  public static OnFraction unknown(Instant now) {
    return new OnFraction(1, now);
  }

  /**
   * A while later.
   *
   * @param ran whether tasks were allowed to run since
   */
  public OnFraction after(Instant now, boolean ran) {
    Duration span = Duration.between(at, now);
    if (span.isNegative()) {
      return new OnFraction(fraction, now);
    }
    double old = Math.exp(-(double) span.toMillis() / MEMORY.toMillis());
    double fresh = ran && span.compareTo(LONGEST_SPAN) <= 0 ? 1 - old : 0;
    return new OnFraction(Math.min(1, Math.max(LEAST, fraction * old + fresh)), now);
  }
}
