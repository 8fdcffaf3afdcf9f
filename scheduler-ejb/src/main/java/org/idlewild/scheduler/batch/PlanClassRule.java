package org.idlewild.scheduler.batch;

import java.util.List;
import java.util.Set;
import org.idlewild.work.PlanClass;

/**
 * What a researcher says of a plan class; null where nothing is said.
 *
 * @param name 1 to 60 small letters, digits and . _ -
 * @param processors that a task keeps busy, 1 to 1024; null means 1
 * @param features that a host must list, at most 32 different ones
 * @param speed against plain code on one processor, above 0 and up to 1000; null means 1
 */
public record PlanClassRule(String name, Integer processors, List<String> features, Double speed) {
  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,59}";
  private static final String FEATURE = "[A-Za-z0-9][A-Za-z0-9._+-]{0,63}";
  private static final int MOST_FEATURES = 32;
  private static final double MOST_SPEED = 1000;

  /** The plan class, if it makes sense. */
  PlanClass checked() {
    Checks.require(
        name != null && name.matches(NAME),
        "a plan class has a name of 1 to 60 small letters, digits and . _ -");
    List<String> asked = features == null ? List.of() : features;
    Checks.require(
        asked.size() <= MOST_FEATURES
            && asked.stream().allMatch(each -> each != null && each.matches(FEATURE)),
        "a plan class has at most 32 features, each 1 to 64 letters, digits and . _ + -");
    Checks.different(asked, "features");
    Checks.require(
        speed == null || (speed > 0 && speed <= MOST_SPEED),
        "the speed of a plan class is a number above 0 and up to 1000");
    return new PlanClass(
        name,
        processors == null ? 1 : (int) Checks.between(processors, 1, 1024, "processors"),
        Set.copyOf(asked),
        speed == null ? 1 : speed);
  }
}
