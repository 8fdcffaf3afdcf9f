package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "mersenne.jar", "in_1-2.txt", "A..b"})
  void aPlainNameIsTaken(String name) {
    assertThat(PlainName.of(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", ".", "..", "../x", "/etc/passwd", "a/b", "a\\b", ".hidden", "a b", "é", "a\n"})
  void anyOtherNameIsRefused(String name) {
    assertThatThrownBy(() -> PlainName.of(name)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {121, 5000})
  void aLongNameIsRefused(int length) {
    assertThatThrownBy(() -> PlainName.of("a".repeat(length))).isInstanceOf(ProblemException.class);
  }
}
