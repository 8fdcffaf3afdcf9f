package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
  private static final JsonText STRICT = JsonText.strict();
  private static final JsonText LENIENT = JsonText.lenient();

  enum Colour {
    RED,
    GREEN
  }

  record Thing(String name, Integer count, Boolean flag, Colour colour, List<Part> parts) {}

  record Part(long bytes) {
    Part {
      if (bytes > 100) {
        throw new IllegalArgumentException("bytes must be 100 or less");
      }
    }
  }

  record Times(Instant at, Optional<Instant> never, Optional<String> maybe) {}

  @Test
  void aCorrectTextBecomesARecord() {
    assertThat(
            STRICT.read(
                "{\"name\":\"a\",\"count\":1,\"colour\":\"RED\",\"parts\":[{\"bytes\":2}]}",
                Thing.class))
        .isEqualTo(new Thing("a", 1, null, Colour.RED, List.of(new Part(2))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"nam\":1} | Line 1, column 10: \"nam\": no such field; there are colour, count, flag, name, parts.",
        "{\"name\":1} | Line 1, column 9: \"name\": a string expected.",
        "{\"name\":true} | Line 1, column 9: \"name\": a string expected.",
        "{\"count\":\"1\"} | Line 1, column 10: \"count\": a whole number expected.",
        "{\"count\":1.5} | Line 1, column 10: \"count\": a whole number expected.",
        "{\"count\":99999999999} | Line 1, column 21: \"count\": the number is out of range.",
        "{\"flag\":\"yes\"} | Line 1, column 9: \"flag\": true or false expected.",
        "{\"flag\":1} | Line 1, column 9: \"flag\": true or false expected.",
        "{\"colour\":\"BLUE\"} | Line 1, column 11: \"colour\": one of RED, GREEN expected.",
        "{\"colour\":0} | Line 1, column 11: \"colour\": one of RED, GREEN expected.",
        "{\"parts\":{}} | Line 1, column 10: \"parts\": a list expected.",
        "{\"parts\":[1]} | Line 1, column 11: \"parts[0]\": an object expected.",
        "{\"parts\":[{\"bytes\":200}]} | Line 1, column 23: \"parts[0]\": bytes must be 100 or less.",
        "{} {} | Line 1, column 4: nothing expected after the JSON value.",
        "{}x | Line 1, column 4: not JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false').",
        "[] | Line 1, column 1: an object expected.",
        "null | Line 1, column 1: a value expected, not null.",
      })
  void aMistakeIsNamedWithItsPlace(String json, String sentence) {
    assertThatThrownBy(() -> STRICT.read(json, Thing.class))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessage(sentence);
  }

  @Test
  void theLineCounts() {
    assertThatThrownBy(() -> STRICT.read("{\n  \"name\": \"a\",\n  \"count\": x\n}", Thing.class))
        .hasMessageStartingWith("Line 3, column 1");
  }

  @Test
  void anEmptyOrBrokenOffTextIsNamed() {
    assertThatThrownBy(() -> STRICT.read("", Thing.class))
        .hasMessageContaining("a JSON text expected, the body is empty");
    assertThatThrownBy(() -> STRICT.read("{\"name\":\"a\"", Thing.class))
        .hasMessageContaining("the JSON text ends too early");
  }

  @Test
  void aFieldMustNotComeTwice() {
    assertThatThrownBy(() -> STRICT.read("{\"name\":\"a\",\"name\":\"b\"}", Thing.class))
        .hasMessageContaining("Duplicate field 'name'");
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> STRICT.read("[".repeat(100_000), Thing.class))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> LENIENT.read("{\"new\":" + "[".repeat(100_000) + "}", Thing.class))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("too deep");
  }

  @Test
  void aLenientReaderPassesOverUnknownFields() {
    assertThat(LENIENT.read("{\"name\":\"a\",\"newer\":{\"x\":[1]}}", Thing.class).name())
        .isEqualTo("a");
    assertThat(LENIENT.read("{}", Part.class).bytes()).isZero();
    assertThatThrownBy(() -> STRICT.read("{}", Part.class))
        .hasMessageContaining("a whole number expected");
  }

  @Test
  void timesAreIsoStringsAndWhatIsAbsentIsNull() {
    Instant at = Instant.parse("2026-11-20T10:00:00.500Z");
    assertThat(STRICT.text(new Times(at, Optional.empty(), Optional.of("x"))))
        .isEqualTo("{\"at\":\"2026-11-20T10:00:00.500Z\",\"never\":null,\"maybe\":\"x\"}");
  }
}
