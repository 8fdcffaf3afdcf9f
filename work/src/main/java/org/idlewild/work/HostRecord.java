package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a host is in order, whatever it runs. One that fails again and again on units that are in
 * order elsewhere is a black hole: it gets nothing for a while, then one unit to prove itself.
 *
 * @param paused whether its owner or an operator paused it
 * @param failuresInRow failures of its own making since the last success
 * @param problematicUntil until when it gets nothing, and at most one at a time after that; empty
 *     for a healthy host
 * @param backOff how long it was barred last; zero for a healthy host
 */
public record HostRecord(
    boolean paused, int failuresInRow, Optional<Instant> problematicUntil, Duration backOff) {

  /** Of a host that never failed. */
  public static final HostRecord NEW = new HostRecord(false, 0, Optional.empty(), Duration.ZERO);

  /**
   * When a host is a black hole.
   *
   * @param failures so many in a row
   * @param backOff how long it is barred at first; doubled for each probe that fails
   * @param longest it is never barred for longer
   */
  public record Rules(int failures, Duration backOff, Duration longest) {
    public Rules {
      if (failures < 1 || backOff.isNegative() || backOff.isZero()) {
        throw new IllegalArgumentException("expected 1 failure or more and a back-off above zero");
      }
    }
  }

  public boolean isHealthy() {
    return problematicUntil.isEmpty();
  }

  /**
   * Whether it may get work, as far as its failures go.
   *
   * @param inProgress how many results it has
   */
  public boolean mayGet(int inProgress, Instant now) {
    return problematicUntil.map(until -> !now.isBefore(until) && inProgress == 0).orElse(true);
  }

  /** After a failure of its own making. */
  public HostRecord failed(Rules rules, Instant now) {
    int failures = failuresInRow + 1;
    // What it had when it was barred may still fail; only its probe makes things worse.
    boolean barred = problematicUntil.filter(now::isBefore).isPresent();
    if (barred || (isHealthy() && failures < rules.failures())) {
      return new HostRecord(paused, failures, problematicUntil, backOff);
    }
    Duration next = isHealthy() ? rules.backOff() : backOff.multipliedBy(2);
    Duration bounded = next.compareTo(rules.longest()) > 0 ? rules.longest() : next;
    return new HostRecord(paused, failures, Optional.of(now.plus(bounded)), bounded);
  }

  /** After a success. */
  public HostRecord succeeded() {
    return new HostRecord(paused, 0, Optional.empty(), Duration.ZERO);
  }

  /** After a failure that was laid to it turned out to be the unit's. */
  public HostRecord forgiven(Rules rules) {
    int failures = Math.max(0, failuresInRow - 1);
    return failures < rules.failures()
        ? new HostRecord(paused, failures, Optional.empty(), Duration.ZERO)
        : new HostRecord(paused, failures, problematicUntil, backOff);
  }
}
