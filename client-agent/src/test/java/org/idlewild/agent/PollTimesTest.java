package org.idlewild.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.idlewild.agent.Controller.Places;
import org.junit.jupiter.api.Test;

class PollTimesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theFirstPollIsAtOnce() {
    assertThat(PollTimes.START.due(false, true)).isBefore(NOW);
  }

  @Test
  void withoutNewsTheServerSaysWhen() {
    PollTimes times = PollTimes.START.answered(NOW, Duration.ofSeconds(30), false);

    assertThat(times.due(false, true)).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void newsGoSoonButNotAtOnce() {
    PollTimes times = PollTimes.START.answered(NOW, Duration.ofSeconds(30), false);

    assertThat(times.due(true, false)).isEqualTo(NOW.plusMillis(250));
  }

  @Test
  void aServerThatGaveTasksIsAskedForMore() {
    PollTimes times = PollTimes.START.answered(NOW, Duration.ofSeconds(30), true);

    assertThat(times.due(false, true)).isEqualTo(NOW.plusMillis(250));
    assertThat(times.due(false, false)).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void whatTheServerSaysHasLimits() {
    assertThat(PollTimes.START.answered(NOW, Duration.ZERO, false).due(false, true))
        .isEqualTo(NOW.plusMillis(250));
    assertThat(PollTimes.START.answered(NOW, Duration.ofDays(9), false).due(false, true))
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void afterAFailureEvenNewsWait() {
    PollTimes times = PollTimes.START.failed(NOW, Duration.ofSeconds(8));

    assertThat(times.due(true, true)).isEqualTo(NOW.plusSeconds(8));
    assertThat(times.failed(NOW, Duration.ofSeconds(16)).failures()).isEqualTo(2);
  }

  @Test
  void theQueueHoldsEnoughForEachProcessorToGoOn() {
    Places places = new Places(4, 1);

    assertThat(places.wanted(0)).isEqualTo(10);
    assertThat(places.wanted(10)).isZero();
    assertThat(places.wanted(99)).isZero();
  }
}
