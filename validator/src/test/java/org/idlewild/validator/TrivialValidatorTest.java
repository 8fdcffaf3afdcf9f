package org.idlewild.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TrivialValidatorTest {
  private final TrivialValidator validator = new TrivialValidator();

  @Test
  void whateverIsThereAgrees() throws Exception {
    assertThat(Brought.agree(validator, "one", "other")).isTrue();
  }

  @Test
  void aResultThatBroughtNothingIsInvalid() {
    assertThatExceptionOfType(InvalidOutput.class).isThrownBy(() -> validator.read(List.of()));
  }

  @Test
  void optionsOfAValidatorThatTakesNoneAreRefused() {
    assertThat(validator.with(Map.of())).isSameAs(validator);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> validator.with(Map.of("order", "any")))
        .withMessage("the validator trivial takes no options");
  }

  @Test
  void theServerFindsTheStockValidatorsByName() {
    assertThat(ServiceLoader.load(Validator.class))
        .extracting(found -> found.name())
        .containsExactlyInAnyOrder("bitwise", "lines", "numeric", "trivial");
  }
}
