package org.idlewild.agent.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * What the machine's owner allows.
 *
 * @param runWhileInUse whether tasks run while somebody uses the machine
 * @param idleAfter how long nobody must have touched the machine until it counts as idle
 * @param runOnBattery whether tasks run on battery
 * @param othersLoadLimit tasks pause while other programs use a greater share of the processors; 1
 *     or more for never
 * @param beta whether test work may run: versions of programs that nobody has tried much
 * @param cacheBytes the most disk that downloaded files may take; those of the tasks at hand stay
 *     whatever it says
 */
public record Preferences(
    boolean runWhileInUse,
    Duration idleAfter,
    boolean runOnBattery,
    double othersLoadLimit,
    boolean beta,
    long cacheBytes) {

  private static final long CACHE_BYTES = 2L << 30;

  /** Checks. */
  public Preferences {
    Objects.requireNonNull(idleAfter, "idleAfter");
    if (idleAfter.isNegative() || !(othersLoadLimit >= 0) || cacheBytes < 0) {
      throw new IllegalArgumentException(
          "The idle time, the load limit and the cache size must not be negative.");
    }
  }

  /** Tasks run whatever happens; the default. */
  public static Preferences always() {
    return new Preferences(true, Duration.ofMinutes(3), true, 1, false, CACHE_BYTES);
  }

  /**
   * Whether nothing that happens at the machine can pause tasks, so that there is no need to look.
   */
  public boolean neverPause() {
    return runWhileInUse && runOnBattery && othersLoadLimit >= 1;
  }
}
