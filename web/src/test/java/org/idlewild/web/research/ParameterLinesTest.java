package org.idlewild.web.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterLinesTest {

  @Test
  void linesAreStringsOrObjects() throws IOException {
    assertThat(read("\"1 5\"\r\n\n{\"parameter\":\"6\",\"inputs\":[\"a.txt\"]}\n  \"ü\""))
        .containsExactly(
            new Unit("1 5", null), new Unit("6", List.of("a.txt")), new Unit("ü", null));
  }

  @Test
  void aLineSaysWhatItsWorkunitTakesAndWhoGetsIt() throws IOException {
    assertThat(
            read(
                "{\"parameter\":\"1\",\"flopsEstimate\":1e12,\"leastRunSeconds\":5,"
                    + "\"target\":{\"user\":\"ada\"}}"))
        .containsExactly(new Unit("1", null, 1e12, 5L, new TargetRequest(null, "ada", null)));
  }

  @Test
  void nothingIsNothing() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | Line 3: column 2: not JSON: ",
        "17 | Line 3: column 1: an object expected.",
        "{\"parameter\":5} | Line 3: column 14: \"parameter\": a string expected.",
        "{\"params\":\"5\"} | Line 3: column 15: \"params\": no such field; there are flopsEstimate, hostClass, inputs, leastRunSeconds, parameter, target.",
        "{\"parameter\":\"5\",\"flopsEstimate\":\"1\"} | Line 3: column 34: \"flopsEstimate\": a number expected.",
        "{\"parameter\":\"5\",\"target\":{\"host\":\"1\"}} | Line 3: column 35: \"target.host\": a whole number expected.",
        "{} | Line 3: \"parameter\" is needed.",
        "\"a\" \"b\" | Line 3: column 5: nothing expected after the JSON value.",
        "\"a | Line 3: column 3: the JSON text ends too early.",
      })
  void aMistakeIsNamedWithItsLine(String line, String sentence) {
    assertThatThrownBy(() -> read("\"a\"\n\"b\"\n" + line + "\n\"c\"\n"))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void wrongUtf8IsNamedWithItsLine() {
    byte[] text = {'"', 'a', '"', '\n', '"', (byte) 0xC3, '"', '\n'};
    assertThatThrownBy(() -> ParameterLines.read(new ByteArrayInputStream(text)))
        .hasMessage("Line 2: UTF-8 expected.");
  }

  @Test
  void aLineHasALimit() {
    assertThatThrownBy(() -> read("\"" + "a".repeat(NdjsonLines.LINE_LIMIT) + "\""))
        .hasMessage("Line 1: a line has at most 65536 bytes.");
  }

  @Test
  void aBatchHasALimit() throws IOException {
    assertThat(read("\"a\"\n".repeat(ParameterLines.MOST))).hasSize(ParameterLines.MOST);
    assertThatThrownBy(() -> read("\"a\"\n".repeat(ParameterLines.MOST + 1)))
        .hasMessage("Line 100001: a batch has at most 100000 workunits.");
  }

  private static List<Unit> read(String text) throws IOException {
    return ParameterLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
