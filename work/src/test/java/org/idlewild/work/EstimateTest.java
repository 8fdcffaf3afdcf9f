package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

  @ParameterizedTest(name = "{0} flops at {1} flop/s, plan {2} x {3}, pace {4}, on {5}: {6} s")
  @CsvSource({
    "1e9, 1e9, 1, 1, 1, 1, 1",
    "6e9, 1e9, 2, 3, 1, 1, 1",
    "1e9, 1e9, 1, 1, 2, 1, 2",
    "1e9, 1e9, 1, 1, 1, 0.25, 4",
    "1e9, 1e9, 1, 0.5, 3, 0.5, 12",
    "0, 1e9, 1, 1, 1, 0.5, 0",
    "1e9, 0, 1, 1, 1, 0.5, 0",
    "1e300, 1, 1, 1, 9, 0.1, 3153600000"
  })
  void theElapsedTimeFollowsFromSpeedPaceAndTheTimeOn(
      double flops,
      double speed,
      int processors,
      double planSpeed,
      double pace,
      double on,
      long seconds) {
    Scene scene = new Scene();
    scene.flops = speed;
    scene.onFraction = on;
    PlanClass plan = new PlanClass("", processors, Set.of(), planSpeed);
    HostAppVersion history = new HostAppVersion(0, Quota.NEW, 0, 0, 0, pace, 1, 0);

    assertThat(Estimate.elapsed(flops, scene.description(), plan, history))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aTaskKeepsTheHostBusyForItsShareOfTheProcessors() {
    Scene scene = new Scene();
    PlanClass two = new PlanClass("", 2, Set.of(), 1);
    PlanClass eight = new PlanClass("", 8, Set.of(), 1);

    assertThat(Estimate.share(Duration.ofSeconds(8), scene.description(), two))
        .isEqualTo(Duration.ofSeconds(4));
    assertThat(Estimate.share(Duration.ofSeconds(8), scene.description(), eight))
        .isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void aLoadGrowsByEachResult() {
    Load load =
        Load.NONE
            .plus(7, Duration.ofSeconds(3))
            .plus(7, Duration.ofSeconds(4))
            .plus(8, Duration.ZERO);

    assertThat(load.tasks()).isEqualTo(3);
    assertThat(load.ofHost()).containsEntry(7L, 2).containsEntry(8L, 1);
    assertThat(load.ofUser()).containsEntry(7L, 2).containsEntry(8L, 1);
    assertThat(load.queued()).isEqualTo(Duration.ofSeconds(7));
  }
}
