package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyRowBelongsToExactlyOneSlice(int count) {
    LongStream.range(0, 1000)
        .forEach(
            id ->
                assertThat(
                        IntStream.range(0, count).filter(i -> new Slice(i, count).has(id)).count())
                    .isEqualTo(1));
  }

  @Test
  void theWholeHasEverything() {
    assertThat(Slice.WHOLE.isWhole()).isTrue();
    assertThat(LongStream.range(0, 100).allMatch(Slice.WHOLE::has)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "2, 2", "0, 0"})
  void aSliceThatIsNoneIsRefused(int index, int count) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Slice(index, count));
  }
}
