package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentRangeTest {

  @Test
  void withoutAHeaderTheBodyIsTheWholeFile() {
    assertThat(ContentRange.of(null, 12)).isEqualTo(new ContentRange(0, 12, 12));
    assertThat(ContentRange.of(null, -1)).isEqualTo(new ContentRange(0, -1, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes 0-9/10, 10, 0, 10, 10",
    "bytes 5-9/10, 5, 5, 5, 10",
    "bytes 5-6/10, -1, 5, 2, 10",
    "' bytes  0-0/1 ', 1, 0, 1, 1"
  })
  void aPartNamesItsPlace(String header, long contentLength, long offset, long length, long total) {
    assertThat(ContentRange.of(header, contentLength))
        .isEqualTo(new ContentRange(offset, length, total));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes 0-9/*, 10",
    "bytes */10, 10",
    "bytes 5-2/10, -1",
    "bytes 0-10/10, 11",
    "bytes 0-9/10, 9",
    "bytes -1-9/10, 10",
    "bytes=0-9/10, 10",
    "bytes 0-9/99999999999999999999, 10",
    "'', 10"
  })
  void aHeaderThatMakesNoSenseIsMalformed(String header, long contentLength) {
    assertThatThrownBy(() -> ContentRange.of(header, contentLength))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessageStartingWith("Content-Range");
  }
}
