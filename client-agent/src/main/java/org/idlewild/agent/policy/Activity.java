package org.idlewild.agent.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * What goes on at the machine beside the tasks.
 *
 * @param idle since when nobody touched it; empty when that cannot be known, which counts as idle
 * @param onBattery whether it runs on its battery
 * @param othersLoad the share of all processors that programs of normal priority use, 0 to 1
 */
public record Activity(Optional<Duration> idle, boolean onBattery, double othersLoad) {

  /** A machine that nobody uses. */
  public static final Activity QUIET = new Activity(Optional.empty(), false, 0);
}
