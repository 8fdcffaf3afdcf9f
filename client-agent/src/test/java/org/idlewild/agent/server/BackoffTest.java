package org.idlewild.agent.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0, 500",
    "1, 0.0, 500",
    "1, 1.0, 1000",
    "2, 1.0, 2000",
    "3, 0.5, 3000",
    "9, 1.0, 256000",
    "10, 1.0, 300000",
    "50, 1.0, 300000",
    "2000000000, 0.0, 150000"
  })
  void theWaitDoublesUpToALimitAndIsSpread(int failures, double random, long millis) {
    assertThat(Backoff.delay(failures, random)).isEqualTo(Duration.ofMillis(millis));
  }
}
