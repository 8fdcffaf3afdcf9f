package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aProcessorOfOneGigaflopsEarnsTwoHundredADay() {
    Credit.Usage day = new Credit.Usage(86_400, 86_400, 86_400, 1, 1e9);

    assertThat(Credit.of(day.flops())).isEqualTo(200);
    assertThat(Credit.of(day.peakFlops())).isEqualTo(200);
  }

  @ParameterizedTest(name = "cpu {0}, elapsed {1}, held {2}, {3} x {4}: {5} and {6}")
  @CsvSource({
    "100, 200, 300, 1, 2e9,       2e11,  4e11",
    "100, 200, 300, 4, 2e9,       2e11,  16e11",
    "-1, -1, 300, 1, 1e9,         0,     0",
    "NaN, NaN, 300, 1, 1e9,       0,     0",
    "Infinity, Infinity, 300, 1, 1e9, 3e11, 3e11",
    "1e300, 1e300, 300, 2, 1e9,   6e11,  6e11",
    "100, 100, NaN, 1, 1e9,       0,     0",
    "100, 100, -5, 1, 1e9,        0,     0",
    "100, 100, 100, 0, 1e9,       1e11,  1e11",
    "100, 100, 100, -3, 1e9,      1e11,  1e11",
    "100, 100, 100, 1, 0,         1e11,  1e11",
    "100, 100, 100, 1, NaN,       1e11,  1e11",
    "100, 100, 100, 1, -4,        1e11,  1e11",
    "100, 100, 100, 1, 1,         1e9,   1e9",
    "100, 100, 100, 1, 1e300,     1e14,  1e14",
  })
  void whatAHostSaysCountsAsFarAsItIsPossible(
      double cpu, double elapsed, double held, int processors, double speed, double f, double p) {
    Credit.Usage usage = new Credit.Usage(cpu, elapsed, held, processors, speed);

    assertThat(usage.flops()).isEqualTo(f);
    assertThat(usage.peakFlops()).isEqualTo(p);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"7, 7", "2 4, 2", "4 2, 2", "1 2 9, 1.5", "1000 1 1, 1", "3 3 3 3, 3", "0 5, 0"})
  void eachValidResultGetsTheAverageOfAllClaimsButTheHighest(String claims, double granted) {
    List<Double> list = Arrays.stream(claims.split(" ")).map(Double::valueOf).toList();

    assertThat(Credit.granted(list)).isEqualTo(granted);
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0", "-1, 0", "Infinity, 4294967296", "1e300, 4294967296", "1e-9, 0"})
  void amountsArePossible(double amount, double rounded) {
    assertThat(Credit.rounded(amount)).isEqualTo(rounded);
  }

  @Test
  void sumsAreTheSameInWhateverOrder() {
    Random random = new Random(7);
    double[] amounts =
        DoubleStream.generate(() -> Credit.rounded(random.nextDouble() * 1000))
            .limit(10_000)
            .toArray();
    double forwards = 0;
    double backwards = 0;
    for (int i = 0; i < amounts.length; i++) {
      forwards += amounts[i];
      backwards += amounts[amounts.length - 1 - i];
    }

    assertThat(forwards).isEqualTo(backwards);
  }

  @Test
  void anAverageHalvesInAWeekAndATotalStays() {
    Earned earned = Earned.NOTHING.plus(700, START);

    assertThat(earned.average()).isCloseTo(100 * Math.log(2), within(1e-9));
    assertThat(earned.at(START.plus(Duration.ofDays(7))).average())
        .isCloseTo(earned.average() / 2, within(1e-9));
    assertThat(earned.at(START.plus(Duration.ofDays(7))).total()).isEqualTo(700);
  }

  @ParameterizedTest(name = "one every {0} minutes")
  @CsvSource({"0.01", "10", "720", "1440", "4320"})
  void anAverageComesToWhatIsEarnedADay(double minutes) {
    Duration step = Duration.ofMillis((long) (minutes * 60_000));
    double credit = 200 * minutes / 1440;
    Earned earned = new Earned(1, 200, START);
    Instant now = START;
    for (int i = 0; i < 100; i++) {
      now = now.plus(step);
      earned = earned.plus(credit, now);
    }

    assertThat(earned.average()).isCloseTo(200, within(0.01));
  }

  @Test
  void aClockThatIsBehindTakesNothingAway() {
    Earned earned = Earned.NOTHING.plus(10, START);

    assertThat(earned.at(START.minusSeconds(60))).isEqualTo(earned);
    assertThat(earned.plus(10, START.minusSeconds(60)).average()).isGreaterThan(earned.average());
    assertThat(earned.plus(10, START.minusSeconds(60)).when()).isEqualTo(START);
  }
}
