package org.idlewild.simulator;

import java.util.ArrayList;
import java.util.List;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.work.CreditScheme;
import org.idlewild.work.Redundancy;

/**
 * An application to be.
 *
 * @param policy how its work is given out and paid
 * @param builds its versions
 */
record Software(PolicyRequest policy, List<Build> builds) {

  /**
   * A version.
   *
   * @param special whether its plan class asks for what not every host has
   * @param keeps whether its tasks keep checkpoints
   */
  record Build(int number, boolean special, boolean keeps) {}

  static Software of(Chance chance) {
    return new Software(policy(chance), builds(chance));
  }

  private static PolicyRequest policy(Chance chance) {
    boolean plain = chance.percent(30);
    return plain
        ? new PolicyRequest(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            credit(chance),
            2.5)
        : new PolicyRequest(
            chance.between(1, 200),
            chance.percent(15),
            chance.oneOf(List.of("any", "any", "any", "system", "processor")),
            chance.percent(50),
            chance.percent(30),
            chance.oneOf(List.of(0, 0, 2, 3)),
            chance.percent(40) ? chance.between(1, 8) : 0,
            chance.percent(30) ? chance.between(1, 3) : 0,
            chance.percent(30) ? chance.between(1, 4) : 0,
            chance.percent(30),
            chance.oneOf(List.of(0.0, 0.05, 0.5, 1.0)),
            null,
            credit(chance),
            chance.between(0, 100) / 8.0);
  }

  private static String credit(Chance chance) {
    return chance.oneOf(List.of(CreditScheme.values())).word();
  }

  private static List<Build> builds(Chance chance) {
    List<Build> builds = new ArrayList<>();
    int numbers = chance.between(1, 2);
    for (int number = 1; number <= numbers; number++) {
      boolean keeps = chance.percent(40);
      builds.add(new Build(number, false, keeps));
      if (chance.percent(40)) {
        builds.add(new Build(number, true, keeps));
      }
    }
    return builds;
  }

  int numbers() {
    return builds.get(builds.size() - 1).number();
  }

  /** Whether some honest hosts would never get its work. */
  boolean isChoosy() {
    return Boolean.TRUE.equals(policy.beta())
        || (policy.redundancy() != null && !policy.redundancy().equals(Redundancy.ANY.word()));
  }
}
