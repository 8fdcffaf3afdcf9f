package org.idlewild.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BitwiseValidatorTest {
  private final BitwiseValidator validator = new BitwiseValidator();

  /** An output whose content must not be read: its hash says it all. */
  private record Hashed(String name, String sha256) implements Output {
    @Override
    public long bytes() {
      return 1;
    }

    @Override
    public InputStream open() {
      throw new AssertionError("the content was read");
    }
  }

  @Test
  void theServerFindsItByName() {
    assertThat(ServiceLoader.load(Validator.class))
        .anySatisfy(found -> assertThat(found.name()).isEqualTo("bitwise"));
  }

  @Test
  void theSameBytesAgreeInWhateverOrderTheyCame() {
    assertThat(
            agree(
                List.of(new Hashed("a", "1"), new Hashed("b", "2")),
                List.of(new Hashed("b", "2"), new Hashed("a", "1"))))
        .isTrue();
  }

  @Test
  void otherBytesAnotherNameOrAMissingFileDisagree() {
    List<Output> one = List.of(new Hashed("a", "1"));

    assertThat(agree(one, List.of(new Hashed("a", "2")))).isFalse();
    assertThat(agree(one, List.of(new Hashed("b", "1")))).isFalse();
    assertThat(agree(one, List.of())).isFalse();
    assertThat(agree(one, List.of(new Hashed("a", "1"), new Hashed("b", "2")))).isFalse();
  }

  @Test
  void twoThatBroughtNothingAgree() {
    assertThat(agree(List.of(), List.of())).isTrue();
  }

  private boolean agree(List<Output> one, List<Output> other) {
    boolean agreed = validator.agree(validator.read(one), validator.read(other));
    assertThat(validator.agree(validator.read(other), validator.read(one))).isEqualTo(agreed);
    return agreed;
  }
}
