package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT10S",
    "1, PT10S",
    "2, PT20S",
    "5, PT2M40S",
    "9, PT42M40S",
    "10, PT1H",
    "2147483647, PT1H"
  })
  void whatFailsAgainWaitsTwiceAsLongUpToAnHour(int failures, Duration wait) {
    assertThat(Retry.after(failures)).isEqualTo(wait);
  }
}
