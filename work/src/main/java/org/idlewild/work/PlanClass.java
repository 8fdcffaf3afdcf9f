package org.idlewild.work;

import java.util.Set;

/**
 * What an app version asks of a host beyond its platform (BOINC: plan class).
 *
 * @param name for people; empty for the class that asks nothing
 * @param processors that a task keeps busy, 1 or more
 * @param features that the host must list, such as {@code avx2}
 * @param speed how many times as fast as plain code on one processor it computes; above 0
 */
public record PlanClass(String name, int processors, Set<String> features, double speed) {

  /** Asks nothing. */
  public static final PlanClass NONE = new PlanClass("", 1, Set.of(), 1);

  public PlanClass {
    if (processors < 1 || !(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException(
          "a plan class keeps 1 processor or more busy and has a speed above 0");
    }
    features = Set.copyOf(features);
  }
}
