package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.idlewild.work.Scene.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTest {
  private static final Trust.Rules RULES =
      new Trust.Rules(Duration.ofSeconds(100), 0.1, Duration.ofMinutes(5), 0.5);

  @ParameterizedTest(name = "{0} valid in a row, chance {1}: {2}")
  @CsvSource({
    "0, 0.999, false",
    "9, 0.999, false",
    "10, 0.11, true",
    "10, 0.1, false",
    "10, 0.05, false",
    "10, 0, false",
    "100, 0.011, true",
    "100, 0.009, false",
    "1000000, 0.5, true"
  })
  void tenValidResultsInARowEarnTrustAndSpotChecksGrowRare(
      int valid, double chance, boolean trusted) {
    assertThat(Trust.isTrusted(host(valid, 0, 0, 0), chance)).isEqualTo(trusted);
  }

  @Test
  void oneInTwentyIsSpotCheckedAfterTwentyValidResults() {
    Random random = new Random(7);
    long checked =
        random.doubles(100_000).filter(c -> !Trust.isTrusted(host(20, 0, 0, 0), c)).count();

    assertThat(checked / 100_000.0).isCloseTo(0.05, within(0.005));
  }

  @ParameterizedTest(name = "{0} valid, {1} of {2} failed, {3} ms, quota {4}: {5}")
  @CsvSource({
    "10, 0, 10, 100000, 0, true",
    "9, 0, 10, 1, 0, false",
    "10, 1, 10, 1, 0, true",
    "10, 2, 10, 1, 0, false",
    "10, 0, 10, 100001, 0, false",
    "10, 0, 10, 1, 7, false",
    "10, 0, 10, 1, 8, true"
  })
  void aReliableHostBringsRightAnswersSoon(
      int valid, int failed, int reported, double turnaround, int quota, boolean reliable) {
    HostAppVersion host =
        new HostAppVersion(valid, new Quota(quota, 0, 0), reported, failed, turnaround, 1, 0, 0);

    assertThat(Trust.isReliable(host, Scene.limits(8, 0, 0), RULES)).isEqualTo(reliable);
  }

  @ParameterizedTest(name = "quorum {0}, adaptive {1}, trusted {2}: {3}")
  @CsvSource({
    "1, 2, false, 2",
    "1, 2, true, 0",
    "1, 0, false, 0",
    "1, 1, false, 0",
    "2, 2, false, 0",
    "2, 3, false, 3",
    "3, 2, false, 0",
    "1, 9, false, 9"
  })
  void aWorkunitForAHostThatIsNotTrustedIsRaisedToTheAppsQuorum(
      int quorum, int adaptive, boolean trusted, int raised) {
    Workunit.Rules rules = new Workunit.Rules(quorum, quorum, 3, 4, 3, Duration.ofHours(1), 5);

    Optional<Workunit.Rules> after = Trust.raised(rules, Scene.adaptive(adaptive), trusted);

    assertThat(after.map(Workunit.Rules::minQuorum).orElse(0)).isEqualTo(raised);
    after.ifPresent(
        r -> {
          assertThat(r.targetResults()).isEqualTo(raised);
          assertThat(r.maxTotalResults()).isEqualTo(Math.max(4, raised));
          assertThat(r.maxSuccessResults()).isEqualTo(Math.max(3, raised));
          assertThat(r.priority()).isEqualTo(5);
        });
  }

  @ParameterizedTest(name = "reliable {0}, waited {1} s, one seen {2} s ago: kept back {3}")
  @CsvSource({
    "false, 0, 0, true",
    "false, 299, 299, true",
    "false, 300, 0, false",
    "false, 0, 300, false",
    "false, 0, -1, false",
    "true, 0, 0, false"
  })
  void aRetryWaitsForAReliableHostWhileThereIsOne(
      boolean reliable, int waited, int seen, boolean keptBack) {
    Optional<Instant> last = seen < 0 ? Optional.empty() : Optional.of(NOW.minusSeconds(seen));

    assertThat(Trust.isKeptBack(reliable, NOW.minusSeconds(waited), last, RULES, NOW))
        .isEqualTo(keptBack);
  }

  @ParameterizedTest(name = "bound {0} s, usually {1} s: {2} s")
  @CsvSource({"1000, 0, 500", "1000, 250, 500", "1000, 300, 600", "1000, 600, 1000"})
  void aReliableHostGetsAShorterDeadlineForARetry(long bound, long usual, long deadline) {
    assertThat(Trust.deadline(Duration.ofSeconds(bound), host(10, 0, 0, usual * 1000.0), RULES))
        .isEqualTo(Duration.ofSeconds(deadline));
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0.5", "1.1, 0.5", "0.1, 0", "0.1, 1.1", "NaN, 0.5", "0.1, NaN"})
  void partsAreParts(double errors, double part) {
    assertThatThrownBy(() -> new Trust.Rules(Duration.ZERO, errors, Duration.ZERO, part))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static HostAppVersion host(int valid, int failed, int reported, double turnaround) {
    return new HostAppVersion(valid, Quota.NEW, reported, failed, turnaround, 1, 0, 0);
  }
}
