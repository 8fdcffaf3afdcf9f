package org.idlewild.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSealsTest {
  @TempDir Path data;

  private TestGrid grid;
  private HostSeals seals;
  private Instant now;

  @BeforeEach
  void start() {
    grid = new TestGrid(TestDatabase.h2(), data);
    seals = grid.get(HostSeals.class);
    now = grid.now();
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aChallengeIsGoodForItsHostForAMinute() {
    String challenge = seals.challenge(7, now);

    assertThat(seals.isChallenge(challenge, 7, now.plus(Duration.ofSeconds(59)))).isTrue();
    assertThat(seals.isChallenge(challenge, 7, now.plus(Duration.ofSeconds(60)))).isFalse();
    assertThat(seals.isChallenge(challenge, 8, now)).isFalse();
  }

  @Test
  void aSessionSpeaksForItsHostForAnHour() {
    Session session = seals.session(7, now);

    assertThat(session.lifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(seals.host(session.token(), now.plus(Duration.ofMinutes(59)))).contains(7L);
    assertThat(seals.host(session.token(), now.plus(Duration.ofMinutes(60)))).isEmpty();
  }

  @Test
  void whatWasSealedForOnePurposeServesNoOther() {
    assertThat(seals.host(seals.challenge(7, now), now)).isEmpty();
    assertThat(seals.isChallenge(seals.session(7, now).token(), 7, now)).isFalse();
  }

  @Test
  void aSealThatWasAlteredAnywhereIsNotOurs() {
    String token = seals.session(7, now).token();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String altered = token.substring(0, i) + other + token.substring(i + 1);
      // The last letter of base64 holds bits that do not count.
      if (i < token.length() - 1) {
        assertThat(seals.host(altered, now)).as("letter %s", i).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "....",
        "session",
        "session.7.99999999999999.nonce.",
        "session.7.99999999999999.nonce.bWFyaw",
        "session.seven.later.nonce.bWFyaw",
        "session.7.99999999999999.nonce.more.bWFyaw"
      })
  void whatIsNoSealOpensNothing(String token) {
    assertThat(seals.host(token, now)).isEmpty();
  }

  @Test
  void noTwoSealsAreAlikeAndASessionIsNotPrinted() {
    assertThat(seals.challenge(7, now)).isNotEqualTo(seals.challenge(7, now));
    Session session = seals.session(7, now);
    assertThat(session.toString()).doesNotContain(session.token());
  }

  @Test
  void aSealOfAnotherServerIsNotOurs(@TempDir Path elsewhere) {
    try (TestGrid other = new TestGrid(TestDatabase.h2(), elsewhere)) {
      String token = other.get(HostSeals.class).session(7, now).token();

      assertThat(seals.host(token, now)).isEmpty();
    }
  }
}
