package org.idlewild.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesValidatorTest {
  private final LinesValidator usual = new LinesValidator();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a~b | a~b~ | true",
        "a~b | a^~b | true",
        "a~b | a  ~b\t | true",
        "a | a~~~ | true",
        "a~b | b~a | false",
        "a~~b | a~b | false",
        "a | ' a' | false",
        "a | A | false",
        "'' | ~ | true",
      })
  void lineEndsAndBlanksBeforeThemDoNotCount(String one, String other, boolean agree)
      throws Exception {
    assertThat(Brought.agree(usual, text(one), text(other))).isEqualTo(agree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a~b | b~a | true", "a~a~b | a~b~a | true", "a~a~b | a~b~b | false"})
  void theOrderDoesNotCountWhenTold(String one, String other, boolean agree) throws Exception {
    LinesValidator told = usual.with(Map.of("order", "any"));

    assertThat(Brought.agree(told, text(one), text(other))).isEqualTo(agree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# at 10:15~x | # at 11:30~x | true",
        "x~# at 1 | x | true",
        "x # at 1 | x # at 2 | false",
      })
  void linesInWhichThePatternIsFoundAreLeftOut(String one, String other, boolean agree)
      throws Exception {
    LinesValidator told = usual.with(Map.of("ignore", "^# at"));

    assertThat(Brought.agree(told, text(one), text(other))).isEqualTo(agree);
  }

  @ParameterizedTest
  @CsvSource({"(x+x+)+y, 5000", "'(a|x)*y', 100000"})
  void aPatternThatTakesTooManyStepsMakesTheOutputInvalid(String pattern, int length) {
    LinesValidator told = usual.with(Map.of("ignore", pattern));

    assertThatExceptionOfType(InvalidOutput.class)
        .isThrownBy(() -> told.read(Brought.printed("x".repeat(length))))
        .withMessage(
            "looking for the option ignore takes too many steps in a line of "
                + length
                + " characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ignore | ( | the option ignore of the validator lines must be a regular expression of 1 to 500 characters, not '('",
        "ignore | '' | the option ignore of the validator lines must be a regular expression of 1 to 500 characters, not ''",
        "order | random | the option order of the validator lines must be one of kept, any, not 'random'",
        "case | any | the validator lines has no option 'case'; there are: ignore, max-bytes, order",
      })
  void wrongOptionsAreRefusedInASentence(String name, String value, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> usual.with(Map.of(name, value)))
        .withMessage(sentence);
  }

  @Test
  void aPatternOfAnyLengthIsNotTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> usual.with(Map.of("ignore", "x".repeat(501))))
        .withMessageContaining("of 1 to 500 characters, not 'xxx")
        .withMessageEndingWith("...'");
  }

  /** A tilde is a line feed here, and a caret a carriage return. */
  private static String text(String written) {
    return written.replace('~', '\n').replace('^', '\r');
  }
}
