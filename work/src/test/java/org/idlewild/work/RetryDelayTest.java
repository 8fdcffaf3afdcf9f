package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {
  @ParameterizedTest(name = "after {0} failures: {1}")
  @CsvSource({
    "0, PT1M",
    "1, PT1M",
    "2, PT2M",
    "3, PT4M",
    "9, PT4H16M",
    "10, PT6H",
    "1000, PT6H",
    "2147483647, PT6H"
  })
  void itGrowsUpToALimit(int failures, Duration expected) {
    assertThat(RetryDelay.after(failures)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({"PT0S, PT1S", "PT-5S, PT1S", "PT5M, PT5M", "P1D, P1D", "P400D, P1D"})
  void aWishIsKeptWithinBounds(Duration wish, Duration expected) {
    assertThat(RetryDelay.asked(wish)).isEqualTo(expected);
  }
}
