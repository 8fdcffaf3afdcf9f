package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.work.Scene.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRecordTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final HostRecord.Rules RULES = new HostRecord.Rules(3, HOUR, Duration.ofHours(5));

  @ParameterizedTest(name = "{0} -> barred for {2} h until hour {1}")
  @CsvSource({
    // what happens hour by hour: F fails, S succeeds, . nothing; until which hour, back-off, row
    "'', -, 0, 0",
    "F, -, 0, 1",
    "FF, -, 0, 2",
    "FFS, -, 0, 0",
    "FFSFF, -, 0, 2",
    "FFF, 3, 1, 3",
    "FFFS, -, 0, 0",
    // the probe fails when the bar is over: barred for twice as long
    "FFFF, 5, 2, 4",
    "FFF.F, 6, 2, 4",
    // what it had before fails while it is barred: no longer
    "FFFFF, 5, 2, 5",
    "FFFF.F, 9, 4, 5",
    "FFFF.F...F, 14, 5, 6",
    "FFFF.F...F....F, 19, 5, 7",
    "FFFF.FS, -, 0, 0",
    "FFFF.FSFFF, 10, 1, 3"
  })
  void threeFailuresInARowBarAHostAndEachFailedProbeDoublesTheTime(
      String hours, String until, int backOff, int row) {
    HostRecord record = HostRecord.NEW;
    Instant now = NOW;
    for (int hour = 0; hour < hours.length(); hour++) {
      record =
          switch (hours.charAt(hour)) {
            case 'F' -> record.failed(RULES, now);
            case 'S' -> record.succeeded();
            default -> record;
          };
      now = now.plus(HOUR);
    }

    assertThat(record.problematicUntil().map(t -> "" + Duration.between(NOW, t).toHours()))
        .isEqualTo(until.equals("-") ? Optional.empty() : Optional.of(until));
    assertThat(record.backOff()).isEqualTo(HOUR.multipliedBy(backOff));
    assertThat(record.failuresInRow()).isEqualTo(row);
    assertThat(record.isHealthy()).isEqualTo(until.equals("-"));
  }

  @Test
  void aBarredHostGetsNothingThenOneProbe() {
    HostRecord barred = new HostRecord(false, 3, Optional.of(NOW), HOUR);

    assertThat(barred.mayGet(0, NOW.minusMillis(1))).isFalse();
    assertThat(barred.mayGet(0, NOW)).isTrue();
    assertThat(barred.mayGet(1, NOW)).as("the probe is out").isFalse();
    assertThat(HostRecord.NEW.mayGet(99, NOW)).isTrue();
  }

  @ParameterizedTest(name = "{0} failures in a row: {1} left, healthy {2}")
  @CsvSource({"0, 0, true", "1, 0, true", "3, 2, true", "4, 3, false"})
  void aFailureThatWasNotTheHostsIsTakenBack(int failures, int left, boolean healthy) {
    Optional<Instant> until = failures < 3 ? Optional.empty() : Optional.of(NOW);
    HostRecord after = new HostRecord(false, failures, until, HOUR).forgiven(RULES);

    assertThat(after.failuresInRow()).isEqualTo(left);
    assertThat(after.isHealthy()).isEqualTo(healthy);
    assertThat(after.backOff()).isEqualTo(healthy ? Duration.ZERO : HOUR);
  }

  @Test
  void pausedStaysPausedWhateverHappens() {
    HostRecord paused = new HostRecord(true, 2, Optional.empty(), Duration.ZERO);

    assertThat(paused.failed(RULES, NOW).paused()).isTrue();
    assertThat(paused.failed(RULES, NOW).failed(RULES, NOW).paused()).isTrue();
    assertThat(paused.succeeded().paused()).isTrue();
    assertThat(paused.forgiven(RULES).paused()).isTrue();
  }
}
