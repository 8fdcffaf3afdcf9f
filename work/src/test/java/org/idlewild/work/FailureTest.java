package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.idlewild.work.Failure.Symptom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

  @ParameterizedTest(name = "{0}, healthy {1}, succeeded elsewhere {2}, failed elsewhere {3}")
  @CsvSource({
    // symptom, healthy, succeeded elsewhere, failed elsewhere; cause, counts, hold
    "ABORTED, true, false, 0, USER, false, -",
    "ABORTED, false, true, 9, USER, false, -",
    "FAILED, true, false, 0, HOST, true, -",
    "FAILED, true, true, 0, HOST, true, -",
    "FAILED, true, true, 1, HOST, true, -",
    "FAILED, true, true, 9, HOST, true, -",
    "FAILED, true, false, 1, HOST, false, -",
    "FAILED, true, false, 2, UNIT, false, FAILS_EVERYWHERE",
    "FAILED, true, false, 3, UNIT, false, FAILS_EVERYWHERE",
    "FAILED, false, false, 0, HOST, true, -",
    "FAILED, false, false, 2, HOST, false, -",
    "FAILED, false, false, 9, HOST, false, -",
    "OUT_OF_MEMORY, true, false, 0, HOST, false, -",
    "OUT_OF_MEMORY, true, true, 0, HOST, false, -",
    "OUT_OF_MEMORY, true, false, 2, UNIT, false, FAILS_EVERYWHERE",
    "OUT_OF_MEMORY, false, false, 2, HOST, false, -",
    "TOO_SHORT, true, false, 0, UNIT, false, TOO_SHORT",
    "TOO_SHORT, true, false, 5, UNIT, false, TOO_SHORT",
    "TOO_SHORT, true, true, 0, HOST, true, -",
    "TOO_SHORT, false, false, 0, HOST, true, -",
    "TOO_LONG, true, false, 0, UNIT, false, TOO_LONG",
    "TOO_LONG, true, true, 0, HOST, true, -",
    "TOO_LONG, false, false, 0, HOST, true, -",
    "TOO_LONG, false, false, 1, HOST, false, -"
  })
  void theFactsSayWhoseDoingItWas(
      Symptom symptom,
      boolean healthy,
      boolean succeededElsewhere,
      int failedElsewhere,
      Cause cause,
      boolean counts,
      String hold) {
    Failure failure =
        Failure.of(new Failure.Facts(symptom, healthy, succeededElsewhere, failedElsewhere), 3);

    assertThat(failure)
        .isEqualTo(
            new Failure(
                cause,
                counts,
                hold.equals("-") ? Optional.empty() : Optional.of(Hold.valueOf(hold))));
  }

  @ParameterizedTest(name = "{0} s, {1} s of processor, {2} bytes: {3}")
  @CsvSource({
    "1, 1, 0, FAILED",
    "99, 49, 1048575, FAILED",
    "100, 1, 0, TOO_LONG",
    "101, 1, 0, TOO_LONG",
    "1, 50, 0, TOO_LONG",
    "1, 1, 1048576, OUT_OF_MEMORY",
    "100, 50, 1048576, OUT_OF_MEMORY"
  })
  void whatATaskUsedSaysWhatTheFailureLooksLike(
      long elapsed, long cpu, long memory, Symptom expected) {
    Limits limits = new Limits(1L << 20, 50, 100, 1, 1);
    Failure.Usage usage =
        new Failure.Usage(Duration.ofSeconds(elapsed), Duration.ofSeconds(cpu), memory);

    assertThat(usage.symptom(limits)).isEqualTo(expected);
  }
}
