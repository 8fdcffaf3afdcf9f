package org.idlewild.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.idlewild.load.drive.Driver;
import org.idlewild.load.watch.Counters;
import org.idlewild.load.watch.Reading;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void costsAreThoseOfTheWorkunitsThatEndedMeanwhile() {
    Cost cost = Cost.between(reading(0, 100, 1, 0), reading(2 * SECOND, 600, 3, 1000), Cost.SERVER);

    assertThat(cost.workunits()).isEqualTo(500);
    assertThat(cost.workunitsPerSecond()).isEqualTo(250);
    assertThat(cost.cpuSeconds()).containsEntry("server", 4.0).containsEntry("driver", 0.0);
    assertThat(cost.perWorkunit()).containsEntry("updates", 2.0).containsEntry("statements", 2.0);
  }

  @Test
  void aMeasurementInWhichNothingEndedHasCostsAllTheSame() {
    Cost cost = Cost.between(reading(0, 7, 0, 0), reading(SECOND, 7, 0, 3), Cost.SERVER);

    assertThat(cost.workunits()).isZero();
    assertThat(cost.perWorkunit()).containsEntry("updates", 3.0);
  }

  @Test
  void latenciesAreGivenInMillisecondsByQuantile() {
    Histogram nanos = new Histogram(SECOND, 3);
    for (int i = 1; i <= 100; i++) {
      nanos.recordValue(i * 1_000_000L);
    }

    Outcome outcome = outcome(nanos, Map.of(), Map.of());

    assertThat(outcome.requestsPerSecond()).isEqualTo(50);
    assertThat(outcome.millis().get("p50")).isBetween(49.9, 50.1);
    assertThat(outcome.millis().get("p99")).isBetween(98.9, 99.1);
    assertThat(outcome.withoutWork()).isEqualTo(10);
  }

  @Test
  void aMeasurementIsSoundWhenNoRequestFailedAndEveryCheckIsZero() {
    Histogram nanos = new Histogram(SECOND, 3);

    assertThat(outcome(nanos, Map.of(), Map.of("lost", 0L)).isSound()).isTrue();
    assertThat(outcome(nanos, Map.of(), Map.of("lost", 1L)).isSound()).isFalse();
    assertThat(outcome(nanos, Map.of(500, 1L), Map.of("lost", 0L)).isSound()).isFalse();
  }

  @Test
  void ratiosSayHowManyTimesTheFloorTheServerNeeds() {
    Cost server = Cost.between(reading(0, 0, 0, 0), reading(SECOND, 1000, 6, 4000), Cost.SERVER);
    Cost floor = Cost.between(reading(0, 0, 0, 0), reading(SECOND, 1000, 2, 1000), "program");

    Outcome outcome =
        Outcome.of(
                new Driver.Driven(new Histogram(SECOND, 3), 1, 0, 0, Map.of()),
                server,
                Map.of(),
                Map.of())
            .with(floor);

    assertThat(outcome.ratios()).containsEntry("cpuSeconds", 3.0).containsEntry("statements", 4.0);
  }

  private static Outcome outcome(
      Histogram nanos, Map<Integer, Long> failures, Map<String, Long> checks) {
    Cost cost = Cost.between(reading(0, 0, 0, 0), reading(SECOND, 1, 0, 0), Cost.SERVER);
    return Outcome.of(new Driver.Driven(nanos, 2, 90, 90, failures), cost, Map.of(), checks);
  }

  private static Reading reading(long nanos, long complete, double work, long updates) {
    return new Reading(nanos, complete, work, 0, 0, new Counters(Map.of("com_update", updates)));
  }
}
