package org.idlewild.assimilator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReduceAssimilatorTest {
  @TempDir Path scratch;

  @ParameterizedTest(name = "by {0}: {1} and {2} make {3}")
  @CsvSource({
    "sum, 'a\t1|b\t2', 'a\t3', 'a\t4|b\t2'",
    "sum, 'b\t2', 'a\t1', 'a\t1|b\t2'",
    "sum, 'a\t0.1', 'a\t0.2', 'a\t0.3'",
    "sum, 'a\t1e3', 'a\t-1000', 'a\t0'",
    "sum, 'a\t1e30', 'a\t1', 'a\t1000000000000000000000000000001'",
    "min, 'a\t1|b\t2', 'a\t3|b\t-2', 'a\t1|b\t-2'",
    "max, 'a\t1|b\t2', 'a\t3|b\t-2', 'a\t3|b\t2'",
    "count, 'a\tx|b\t2', 'a\t3|a\t', 'a\t3|b\t1'",
    "sum, '', '', ''",
    "sum, 'two words\t 7 ', 'two words\t1', 'two words\t8'",
    "sum, 'a\t1|no number|a\tNaN', 'a\tInfinity|\t1|a\t1e9999', 'a\t1|#\tlines left out: 5'"
  })
  void theNumbersOfAKeyBecomeOne(String by, String one, String other, String expected)
      throws IOException {
    assertThat(combined(by, Long.MAX_VALUE, one, other)).isEqualTo(lines(expected));
    assertThat(combined(by, 0, one, other))
        .as("the same when nothing fits the memory")
        .isEqualTo(lines(expected));
  }

  @Test
  void manyFilesAreMergedAFewAtATime() throws IOException {
    String[] parts =
        IntStream.range(0, 200)
            .mapToObj(i -> "k" + (i % 100) + "\t" + i + "\n")
            .toArray(String[]::new);
    String expected =
        IntStream.range(0, 100)
            .mapToObj(i -> "k" + i + "\t" + (2 * i + 100) + "\n")
            .sorted()
            .collect(Collectors.joining());

    assertThat(Given.combined(new ReduceAssimilator(Fold.SUM, 0), scratch, parts).lines().sorted())
        .containsExactlyElementsOf(expected.lines().sorted().toList());
  }

  @Test
  void theLastLineOfAnOutputDoesNotRunIntoTheNextOutput() throws IOException {
    Handoff handoff = Given.handoff(0, Given.output("x", "a\t1"), Given.output("y", "a\t2\r\n"));

    assertThat(Given.part(new ReduceAssimilator(), handoff)).isEqualTo("a\t1\na\t2\r\n");
    assertThat(combined("sum", 0, "a\t1|a\t2\r")).isEqualTo("a\t3\n");
  }

  @Test
  void aLineThatNoHonestProgramWritesIsLeftOut() throws IOException {
    assertThat(combined("sum", 0, "a".repeat(9000) + "\t1|b\t1"))
        .isEqualTo("b\t1\n#\tlines left out: 1\n");
  }

  @Test
  void anOptionThatItDoesNotKnowIsRefusedInOneSentence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReduceAssimilator().with(Map.of("by", "mean")))
        .withMessage(
            "the option by of the assimilator reduce must be one of sum, min, max, count, not 'mean'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReduceAssimilator().with(Map.of("k", "1")))
        .withMessage("the assimilator reduce takes the options by, not 'k'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MergeAssimilator().with(Map.of("k", "1")))
        .withMessage("the assimilator merge takes no options, not 'k'");
  }

  private String combined(String by, long inMemory, String... parts) throws IOException {
    Assimilator reduce = new ReduceAssimilator(Fold.SUM, inMemory).with(Map.of("by", by));
    String[] texts = Arrays.stream(parts).map(ReduceAssimilatorTest::lines).toArray(String[]::new);
    return Given.combined(reduce, scratch, texts);
  }

  private static String lines(String joined) {
    return joined.isEmpty() ? "" : joined.replace('|', '\n') + "\n";
  }
}
