package org.idlewild.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceChoiceTest {
  private static final long NOW = 1_000_000_000;

  @ParameterizedTest(name = "the account's of {0}, the client''s of {1}, own: {2} -> {3}")
  @CsvSource({
    ",, true, KEEP",
    "100,, true, SEND",
    "100,, false, SEND",
    ", 100, true, TAKE",
    ", 100, false, KEEP",
    "100, 100, true, KEEP",
    "100, 101, true, TAKE",
    "100, 101, false, SEND",
    "101, 100, true, SEND",
    "101, 100, false, SEND",
    ", 1000086400, true, TAKE",
    ", 1000086401, true, KEEP",
    "100, 1000086401, true, SEND"
  })
  void theNewerOnesHold(Long ours, Long theirs, boolean own, PreferenceChoice choice) {
    assertThat(PreferenceChoice.of(time(ours), time(theirs), own, Instant.ofEpochSecond(NOW)))
        .isEqualTo(choice);
  }

  private static Optional<Instant> time(Long seconds) {
    return Optional.ofNullable(seconds).map(Instant::ofEpochSecond);
  }
}
