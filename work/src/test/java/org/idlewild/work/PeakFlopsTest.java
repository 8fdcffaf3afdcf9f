package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeakFlopsTest {
  private static final PeakFlops.Over ALL = PeakFlops.Over.ALL_HOSTS;

  @Test
  void theFirstSamplesAreAveragedPlainly() {
    PeakFlops average = PeakFlops.NONE.plus(1, ALL).plus(2, ALL).plus(3, ALL);

    assertThat(average.mean()).isCloseTo(2, within(1e-12));
    assertThat(average.samples()).isEqualTo(3);
  }

  @Test
  void laterSamplesCountLittle() {
    assertThat(new PeakFlops(1, 50).plus(2, ALL).mean()).isEqualTo(1.005);
    assertThat(new PeakFlops(1, 20).plus(2, PeakFlops.Over.ONE_HOST).mean()).isEqualTo(1.01);
  }

  @Test
  void aSampleCountsAsTenTimesTheAverageAtMost() {
    assertThat(new PeakFlops(1, 50).plus(1e9, ALL).mean()).isEqualTo(1.045);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoAmountIsNoSample(double ratio) {
    PeakFlops average = new PeakFlops(1, 5);

    assertThat(average.plus(ratio, ALL)).isEqualTo(average);
  }

  @ParameterizedTest(name = "host {0} of {1}, version {2} of {3}, the best {4} of {5}: {6}")
  @CsvSource({
    // Nobody knows the version yet.
    "9, 99, 2, 99,  1, 1000, 1000",
    // The version is known, the host is not: the best version sets the measure.
    "9, 9,  2, 100, 1, 1000, 500",
    "9, 9,  2, 100, 1, 99,   1000",
    "9, 9,  2, 100, 4, 1000, 1000",
    // Both are known: a host that takes twice as much as others claims half as much.
    "4, 10, 2, 100, 1, 1000, 250",
    "1, 10, 2, 100, 2, 1000, 2000",
    "0, 10, 2, 100, 2, 1000, 1000",
  })
  void aClaimIsNormalisedByWhatIsKnown(
      double host, long hostSamples, double version, long samples, double best, long n, double c) {
    PeakFlops own = new PeakFlops(version, samples);

    double claim =
        PeakFlops.normalised(
            1000, new PeakFlops(host, hostSamples), own, List.of(own, new PeakFlops(best, n)));

    assertThat(claim).isEqualTo(c);
  }

  @Test
  void aWorkunitWithoutAnEstimateIsTakenForAnHourOfOneGigaflops() {
    assertThat(PeakFlops.estimate(0)).isEqualTo(3600e9);
    assertThat(PeakFlops.estimate(5)).isEqualTo(5);
  }
}
