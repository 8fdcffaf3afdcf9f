package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRefTest {
  @Test
  void aFileGoesByItsOwnNameUnlessItIsGivenAnother() {
    assertThat(FileRef.of("table.csv")).isEqualTo(new FileRef("table.csv", "table.csv"));
    assertThat(FileRef.of("in=table.csv")).isEqualTo(new FileRef("in", "table.csv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table.csv", "in=table.csv", "=table.csv", "in=", "in=a=b", ""})
  void whatIsWrittenIsReadAgain(String text) {
    assertThat(FileRef.of(FileRef.of(text).toString())).isEqualTo(FileRef.of(text));
  }
}
