package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-9, 0, 9",
    "bytes=2-5, 2, 5",
    "bytes=2-, 2, 9",
    "bytes=9-, 9, 9",
    "bytes=5-100, 5, 9",
    "bytes=-3, 7, 9",
    "bytes=-10, 0, 9",
    "bytes=-11, 0, 9",
    "'bytes = 2 - 5', 2, 5"
  })
  void aRangeWithinTenBytesIsServed(String header, long first, long last) throws Exception {
    assertThat(ByteRange.of(header, 10)).contains(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "items=0-1",
        "bytes=0-1-2",
        "bytes=99999999999999999999-"
      })
  void whatIsNoSingleRangeMeansTheWholeFile(String header) throws Exception {
    assertThat(ByteRange.of(header, 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"bytes=10-, 10", "bytes=10-12, 10", "bytes=-0, 10", "bytes=0-, 0", "bytes=-1, 0"})
  void aRangeOutsideTheFileIsUnsatisfiable(String header, long bytes) {
    assertThatThrownBy(() -> ByteRange.of(header, bytes))
        .isInstanceOf(ByteRange.Unsatisfiable.class);
  }

  @ParameterizedTest
  @CsvSource({"2, 5, 4, bytes 2-5/10", "0, 9, 10, bytes 0-9/10"})
  void aRangeKnowsItsLengthAndItsHeader(long first, long last, long length, String header) {
    ByteRange range = new ByteRange(first, last);
    assertThat(range.length()).isEqualTo(length);
    assertThat(range.contentRange(10)).isEqualTo(header);
  }
}
