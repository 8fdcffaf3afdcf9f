package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.util.List;
import org.idlewild.scheduler.Refused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  private static final long LEAST = Long.MIN_VALUE;
  private static final long MOST = Long.MAX_VALUE;

  @ParameterizedTest(name = "{0} to {1} in steps of {2}")
  @CsvSource({
    "1, 10, 5, '1 5|6 10'",
    "1, 11, 5, '1 5|6 10|11 11'",
    "1, 9, 5, '1 5|6 9'",
    "1, 1, 1, '1 1'",
    "1, 1, 100, '1 1'",
    "1, 3, 1, '1 1|2 2|3 3'",
    "-3, 2, 4, '-3 0|1 2'",
    "0, 9223372036854775806, 9223372036854775807, '0 9223372036854775806'",
    "9223372036854775800, 9223372036854775807, 5, '9223372036854775800 9223372036854775804|9223372036854775805 9223372036854775807'",
    "-9223372036854775808, -9223372036854775800, 6, '-9223372036854775808 -9223372036854775803|-9223372036854775802 -9223372036854775800'"
  })
  void aRangeIsCutIntoPiecesOfWhichTheLastMayBeShort(
      long from, long to, long step, String expected) {
    List<String> pieces = Parameters.range(from, to, step).stream().map(Unit::parameter).toList();

    assertThat(String.join("|", pieces)).isEqualTo(expected);
  }

  @Test
  void aRangeOfAsManyPiecesAsABatchMayHaveIsTakenAndNoMore() {
    assertThat(Parameters.range(1, 100_000, 1)).hasSize(100_000);
    assertThat(Parameters.range(1, 1_000_000, 10)).hasSize(100_000);
    assertRefused(Reason.MALFORMED, () -> Parameters.range(1, 100_001, 1));
    assertRefused(Reason.MALFORMED, () -> Parameters.range(0, MOST, 1));
  }

  @Test
  void aRangeWithNothingInItOrTooWideToCountIsRefused() {
    assertRefused(Reason.MALFORMED, () -> Parameters.range(2, 1, 1));
    assertRefused(Reason.MALFORMED, () -> Parameters.range(1, 2, 0));
    assertRefused(Reason.MALFORMED, () -> Parameters.range(1, 2, -1));
    assertRefused(Reason.MALFORMED, () -> Parameters.range(1, 2, LEAST));
    assertRefused(Reason.MALFORMED, () -> Parameters.range(LEAST, MOST, MOST));
    assertRefused(Reason.MALFORMED, () -> Parameters.range(-2, MOST, MOST));
  }

  @Test
  void everyPieceGetsAllInputs() {
    assertThat(Parameters.range(1, 2, 1)).allSatisfy(u -> assertThat(u.inputs()).isNull());
  }
}
