package org.idlewild.assimilator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopAssimilatorTest {
  @TempDir Path scratch;

  @ParameterizedTest(name = "{0} {1} by field {2}: {3}")
  @CsvSource({
    "2, highest, 1, '1 a|3 b|2 c', '3 b|2 c'",
    "2, lowest, 1, '1 a|3 b|2 c', '1 a|2 c'",
    "2, highest, 2, 'a 10|b 9|c 11', 'c 11|a 10'",
    "1, highest, 1, '2 first|2.0 second', '2 first'",
    "9, highest, 1, '1|2', '2|1'",
    "9, highest, 1, '-1e3\tx|1e-3\ty', '1e-3\ty|-1e3\tx'",
    "9, highest, 2, 'one|two x|three 3', 'three 3|#\tlines left out: 2'"
  })
  void theBestLinesComeFirst(String k, String best, String field, String lines, String expected)
      throws IOException {
    Assimilator top = new TopAssimilator().with(Map.of("k", k, "best", best, "field", field));
    String[] parts = lines.split("\\|");

    assertThat(Given.combined(top, scratch, parts)).isEqualTo(expected.replace('|', '\n') + "\n");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "k, 0, a whole number from 1 to 1000",
    "k, 1001, a whole number from 1 to 1000",
    "k, many, a whole number from 1 to 1000",
    "field, -1, a whole number from 1 to 1000",
    "best, HIGHEST, 'one of highest, lowest'"
  })
  void aWrongOptionIsRefusedInOneSentence(String name, String value, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopAssimilator().with(Map.of(name, value)))
        .withMessage(
            "the option %s of the assimilator top must be %s, not '%s'", name, expected, value);
  }

  @Test
  void withoutOptionsItIsTheTenHighestFirstFields() throws IOException {
    assertThat(Given.combined(new TopAssimilator(), scratch, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n"))
        .startsWith("11\n10\n")
        .endsWith("3\n2\n");
  }
}
