package org.idlewild.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericValidatorTest {
  private final NumericValidator usual = new NumericValidator();

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "0.1, 0.1000000000001",
    "1e3, 1000",
    "1.5D+03, 1500",
    "-2.50, -2.5",
    ".5, 0.5",
    "'5.', 5",
    "0, -0.0",
    "inf, Infinity",
    "-inf, -INF",
    "'x = 1.0, y = 2', 'x = 1, y = 2.0'",
    "'  1.0   2.00', '1 2'",
    "(3), (3.0)",
    "12.50ms, 12.5ms",
    "100%, 100.0%",
  })
  void theseAgree(String one, String other) throws Exception {
    assertThat(Brought.agree(usual, one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0001",
    "0, 1e-300",
    "inf, -inf",
    "inf, 1e308",
    "1e308, -1e308",
    "1 2, 2 1",
    "1, 1 1",
    "x = 1, y = 1",
    "step12, step13",
    "1.2.3, 1.2.4",
    "1-2, 1-3",
    "nano, nanu",
    "a b, ab",
    "'', 0",
  })
  void theseDoNot(String one, String other) throws Exception {
    assertThat(Brought.agree(usual, one, other)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0,    10,   10.5, true",
    "0.5, 0,    10,   10.6, false",
    "0,   0.01, 1000, 1010, true",
    "0,   0.01, 1000, 1011, false",
    "0,   0,    1,    1,    true",
    "0,   0,    0.1,  0.10000000000000002, false",
    "1e-6, 0.01, 0,   5e-7, true",
    "1e-6, 0.01, 1000, 1005, true",
    "0,   1,    1e308, -1e308, false",
    "1e308, 1, inf, 1e308, false",
  })
  void theToleranceIsAbsoluteOrRelativeToTheLarger(
      String absolute, String relative, String one, String other, boolean agree) throws Exception {
    NumericValidator told = usual.with(Map.of("absolute", absolute, "relative", relative));

    assertThat(Brought.agree(told, one, other)).isEqualTo(agree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "-nan", "1 2 NAN 3"})
  void aNaNIsInvalidUnlessToldOtherwise(String text) {
    assertThatExceptionOfType(InvalidOutput.class)
        .isThrownBy(() -> usual.read(Brought.printed(text)))
        .withMessage("the output stdout holds a NaN");
  }

  @Test
  void aNaNAgreesWithANaNAndWithNothingElseWhenTold() throws Exception {
    NumericValidator told = usual.with(Map.of("nan", "equal"));

    assertThat(Brought.agree(told, "NaN", "-nan")).isTrue();
    assertThat(Brought.agree(told, "NaN", "0")).isFalse();
    assertThat(Brought.agree(told, "NaN", "inf")).isFalse();
  }

  @Test
  void resultsWithOtherFilesDisagree() throws Exception {
    Output one = new Brought("a", new byte[] {'1'});
    Output other = new Brought("b", new byte[] {'1'});

    assertThat(usual.agree(usual.read(List.of(one)), usual.read(List.of(other)))).isFalse();
    assertThat(usual.agree(usual.read(List.of(one)), usual.read(List.of(one, other)))).isFalse();
  }

  @Test
  void whatIsNotTextOrTooLargeIsInvalid() {
    Output binary = new Brought("stdout", new byte[] {(byte) 0xff, (byte) 0xfe});
    Output zero = new Brought("stdout", new byte[] {'1', 0, '2'});
    NumericValidator small = usual.with(Map.of("max-bytes", "4"));

    for (Output bad : List.of(binary, zero)) {
      assertThatExceptionOfType(InvalidOutput.class)
          .isThrownBy(() -> usual.read(List.of(bad)))
          .withMessage("the output stdout is not text in UTF-8");
    }
    assertThatExceptionOfType(InvalidOutput.class)
        .isThrownBy(() -> small.read(Brought.printed("12345")))
        .withMessage("the outputs have more than 4 bytes in all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tolerance | 1 | the validator numeric has no option 'tolerance'; there are: absolute, max-bytes, nan, relative",
        "absolute | -1 | the option absolute of the validator numeric must be a number from 0.0 to 1.7976931348623157E308, not '-1'",
        "absolute | NaN | the option absolute of the validator numeric must be a number from 0.0 to 1.7976931348623157E308, not 'NaN'",
        "relative | 2 | the option relative of the validator numeric must be a number from 0.0 to 1.0, not '2'",
        "relative | much | the option relative of the validator numeric must be a number from 0.0 to 1.0, not 'much'",
        "nan | yes | the option nan of the validator numeric must be one of invalid, equal, not 'yes'",
        "max-bytes | 0 | the option max-bytes of the validator numeric must be a whole number from 1 to 268435456, not '0'",
        "max-bytes | 9999999999 | the option max-bytes of the validator numeric must be a whole number from 1 to 268435456, not '9999999999'",
      })
  void wrongOptionsAreRefusedInASentence(String name, String value, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> usual.with(Map.of(name, value)))
        .withMessage(sentence);
  }

  @Test
  void aMillionNumbersAreReadInLinearTime() throws Exception {
    String many = "1.25 ".repeat(1_000_000);

    assertThat(Brought.agree(usual, many, many)).isTrue();
  }
}
