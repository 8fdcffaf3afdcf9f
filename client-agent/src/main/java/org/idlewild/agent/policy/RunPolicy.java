package org.idlewild.agent.policy;

import java.util.Locale;

/** The rule for running tasks. */
public final class RunPolicy {
  private RunPolicy() {}

  /** Decides; the first reason to pause is the one that is named. */
  public static Decision decide(Activity activity, Preferences preferences) {
    if (activity.onBattery() && !preferences.runOnBattery()) {
      return new Decision.Pause("The machine runs on battery.");
    }
    if (!preferences.runWhileInUse() && inUse(activity, preferences)) {
      return new Decision.Pause("Somebody uses the machine.");
    }
    if (preferences.othersLoadLimit() < 1
        && activity.othersLoad() > preferences.othersLoadLimit()) {
      return new Decision.Pause(
          String.format(
              Locale.ROOT,
              "Other programs use %.0f %% of the processors.",
              100 * activity.othersLoad()));
    }
    return new Decision.Run();
  }

  private static boolean inUse(Activity activity, Preferences preferences) {
    return activity.idle().filter(idle -> idle.compareTo(preferences.idleAfter()) < 0).isPresent();
  }
}
