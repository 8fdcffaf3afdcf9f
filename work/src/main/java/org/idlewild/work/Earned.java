package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;

/**
 * The credit of a host, a user or a team.
 *
 * @param total all that was granted
 * @param average what was granted a day, lately: each grant counts half as much a week later
 *     (BOINC: expavg_credit)
 * @param when the average was taken
 */
public record Earned(double total, double average, Instant when) {
  private static final Duration HALF_LIFE = Duration.ofDays(7);
  private static final double MILLIS_A_DAY = Duration.ofDays(1).toMillis();

  /** Nobody's credit yet. */
  public static final Earned NOTHING = new Earned(0, 0, Instant.EPOCH);

  /**
   * The same after a grant. The work is taken as done evenly since the last one, as BOINC does; the
   * first one as done at this moment, because nobody knows since when.
   */
  public Earned plus(double credit, Instant now) {
    Instant then = later(now);
    double rest = rest(then);
    boolean apart = total > 0 && 1 - rest > 1e-6;
    double perDay =
        apart
            ? (1 - rest) * credit * MILLIS_A_DAY / millisUntil(then)
            : credit * Math.log(2) * MILLIS_A_DAY / HALF_LIFE.toMillis();
    return new Earned(total + credit, average * rest + perDay, then);
  }

  /** The same, its average as it is by now. */
  public Earned at(Instant now) {
    Instant then = later(now);
    return new Earned(total, average * rest(then), then);
  }

  /** Clocks of two nodes differ a little: time never goes back here. */
  private Instant later(Instant now) {
    return now.isBefore(when) ? when : now;
  }

  private double rest(Instant then) {
    return Math.pow(0.5, millisUntil(then) / HALF_LIFE.toMillis());
  }

  private double millisUntil(Instant then) {
    return (double) Duration.between(when, then).toMillis();
  }
}
