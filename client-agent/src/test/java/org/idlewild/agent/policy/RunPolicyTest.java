package org.idlewild.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunPolicyTest {

  private static Decision decide(Activity activity, Preferences preferences) {
    return RunPolicy.decide(activity, preferences);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // in use? battery? load | idle seconds, on battery, load | reason
        "true  | true  | 1.0 | 0   | true  | 1.0 | -",
        "false | true  | 1.0 | 0   | false | 0.0 | Somebody uses the machine.",
        "false | true  | 1.0 | 59  | false | 0.0 | Somebody uses the machine.",
        "false | true  | 1.0 | 60  | false | 0.0 | -",
        "false | true  | 1.0 | -   | false | 0.0 | -",
        "true  | false | 1.0 | -   | true  | 0.0 | The machine runs on battery.",
        "true  | false | 1.0 | -   | false | 0.0 | -",
        "false | false | 0.1 | 0   | true  | 1.0 | The machine runs on battery.",
        "true  | true  | 0.5 | -   | false | 0.6 | Other programs use 60 % of the processors.",
        "true  | true  | 0.5 | -   | false | 0.5 | -",
      })
  void theRule(
      boolean runWhileInUse,
      boolean runOnBattery,
      double limit,
      Long idleSeconds,
      boolean onBattery,
      double load,
      String reason) {
    Preferences preferences =
        new Preferences(runWhileInUse, Duration.ofMinutes(1), runOnBattery, limit, false, 0);
    Optional<Duration> idle = Optional.ofNullable(idleSeconds).map(Duration::ofSeconds);

    Decision decision = decide(new Activity(idle, onBattery, load), preferences);

    assertThat(decision)
        .isEqualTo(reason == null ? new Decision.Run() : new Decision.Pause(reason));
  }

  @Test
  void byDefaultNothingPausesTasks() {
    assertThat(Preferences.always().neverPause()).isTrue();
    assertThat(decide(Activity.QUIET, Preferences.always()).runs()).isTrue();
  }
}
