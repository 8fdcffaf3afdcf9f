package org.idlewild.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnFractionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest(name = "{0}, {1} later, ran {2}: {3}")
  @CsvSource({
    "1, PT0S, true, 1",
    "1, PT1M, true, 1",
    "1, PT5M, true, 1",
    "0.5, PT0S, false, 0.5",
    "0.5, PT1M, true, 0.500035",
    "0.5, PT1M, false, 0.499965",
    "0.5, PT5M, true, 0.500174",
    "0.5, PT5M0.001S, true, 0.499826",
    "1, P1D, false, 0.904837",
    "1, P1D, true, 0.904837",
    "1, P10D, false, 0.367879",
    "1, P3650D, false, 0.001",
    "0.001, PT1M, false, 0.001",
    "0.7, PT-1H, true, 0.7",
    "0.7, PT-1H, false, 0.7"
  })
  void whatWasLongAgoCountsLess(double before, Duration span, boolean ran, double after) {
    OnFraction known = new OnFraction(before, NOW).after(NOW.plus(span), ran);

    assertThat(known.fraction()).isCloseTo(after, within(1e-6));
    assertThat(known.at()).isEqualTo(NOW.plus(span));
  }

  @Test
  void aMachineThatRunsHalfOfEveryHourComesToAHalf() {
    OnFraction known = OnFraction.unknown(NOW);
    for (int minute = 1; minute <= 60 * 24 * 60; minute++) {
      known = known.after(NOW.plus(Duration.ofMinutes(minute)), minute % 60 < 30);
    }
    assertThat(known.fraction()).isCloseTo(0.5, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void aFractionIsAboveZeroAndUpToOne(double fraction) {
    assertThatIllegalArgumentException().isThrownBy(() -> new OnFraction(fraction, NOW));
  }
}
