package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTest {

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc-._~+/1==", "bearer abc-._~+/1==", "BEARER   abc-._~+/1== "})
  void theTokenIsFoundWhateverTheCaseOfTheScheme(String header) {
    assertThat(Bearer.token(header)).contains("abc-._~+/1==");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "Bearer a\"b"})
  void whatIsNoBearerTokenIsNone(String header) {
    assertThat(Bearer.token(header)).isEmpty();
  }

  @Test
  void aTokenHasALimit() {
    assertThat(Bearer.token("Bearer " + "a".repeat(512))).isPresent();
    assertThat(Bearer.token("Bearer " + "a".repeat(513))).isEmpty();
  }
}
