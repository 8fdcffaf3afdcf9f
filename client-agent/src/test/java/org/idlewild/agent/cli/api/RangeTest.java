package org.idlewild.agent.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
  @ParameterizedTest
  @CsvSource({
    "150, 2, 4500, 30, 150",
    "150, 2, 100, 1, 99",
    "1, 2, 4500, 4499, 1",
    "7, 1, 8, 2, 4"
  })
  void cutsIntoAtMostSoManyWorkunits(long units, long from, long to, long step, long workunits) {
    Range range = Range.into(units, from, to);

    assertThat(range.step()).isEqualTo(step);
    assertThat(range.workunits()).isEqualTo(workunits).isLessThanOrEqualTo(units);
  }

  @Test
  void readsNegativeNumbersToo() {
    assertThat(Range.parse("-10:10:5")).isEqualTo(new Range(-10, 10, 5));
  }

  @Test
  void allowsExactlyAHundredThousandWorkunits() {
    assertThat(new Range(1, 100_000, 1).workunits()).isEqualTo(100_000);
    assertThatThrownBy(() -> new Range(0, 100_000, 1)).hasMessageContaining("100001 workunits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1:2", "a:b:c", "1:2:0", "2:1:1", "1:2:-1", "1:99999999999999999999:1"})
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> Range.parse(text)).isInstanceOf(CommandFailed.class);
  }
}
