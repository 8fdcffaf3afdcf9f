package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostAppVersionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final HostAppVersion TRUSTED =
      new HostAppVersion(12, new Quota(4, 1, 1), 10, 1, 1000, 1, 0, 0);

  @Test
  void anErrorCostsTheTrustAndOneOfTheQuota() {
    HostAppVersion after = TRUSTED.failed(8);

    assertThat(after.consecutiveValid()).isZero();
    assertThat(after.quota().perDay()).isEqualTo(3);
    assertThat(after.reported()).isEqualTo(11);
    assertThat(after.failed()).isEqualTo(2);
    assertThat(after.turnaroundMillis()).isEqualTo(1000);
  }

  @Test
  void aSilenceCostsAsMuchAndCountsAsSlow() {
    HostAppVersion after = TRUSTED.silent(8, Duration.ofSeconds(12));

    assertThat(after.consecutiveValid()).isZero();
    assertThat(after.quota().perDay()).isEqualTo(3);
    assertThat(after.failed()).as("nobody knows that it was an error").isEqualTo(1);
    assertThat(after.turnaroundMillis()).isEqualTo(2000);
  }

  @Test
  void aSuccessDoublesTheQuotaAndEarnsNoTrustYet() {
    HostAppVersion after = TRUSTED.succeeded(8, Duration.ofSeconds(1));

    assertThat(after.consecutiveValid()).isEqualTo(12);
    assertThat(after.quota().perDay()).isEqualTo(8);
    assertThat(after.reported()).isEqualTo(11);
    assertThat(after.errorRate()).isEqualTo(1.0 / 11);
  }

  @Test
  void aValidResultEarnsTrustOnlyWhenItWasCompared() {
    assertThat(TRUSTED.validated(8, true).consecutiveValid()).isEqualTo(13);
    assertThat(TRUSTED.validated(8, false).consecutiveValid()).isEqualTo(12);
    assertThat(TRUSTED.validated(8, false).quota().perDay()).isEqualTo(5);
  }

  @Test
  void anInvalidResultCostsTheTrustAlone() {
    assertThat(TRUSTED.refused().consecutiveValid()).isZero();
    assertThat(TRUSTED.refused().quota()).isEqualTo(TRUSTED.quota());
  }

  @Test
  void sendingCountsTowardsTheQuota() {
    assertThat(TRUSTED.sent(1).quota().sent()).isEqualTo(2);
    assertThat(TRUSTED.sent(2).quota().sent()).isEqualTo(1);
  }

  @Test
  void theFirstSamplesAreAveragedAndOldOnesFade() {
    HostAppVersion host = HostAppVersion.NEW.succeeded(0, MINUTE);
    assertThat(host.turnaroundMillis()).isEqualTo(60_000);
    host = host.succeeded(0, MINUTE.multipliedBy(3));
    assertThat(host.turnaroundMillis()).isEqualTo(120_000);

    for (int i = 0; i < 200; i++) {
      host = host.succeeded(0, MINUTE);
    }
    assertThat(host.turnaroundMillis()).isCloseTo(60_000, within(10.0));
  }

  @Test
  void thePaceIsMeasuredTimeOverEstimatedTime() {
    HostAppVersion twice = HostAppVersion.NEW.ran(MINUTE, MINUTE.multipliedBy(2));

    assertThat(twice.pace()).isEqualTo(2);
    assertThat(twice.ran(MINUTE, MINUTE).pace()).isEqualTo(1.5);
    assertThat(twice.ran(MINUTE, MINUTE).paceSamples()).isEqualTo(2);
    assertThat(twice.ran(Duration.ZERO, MINUTE)).as("no estimate").isEqualTo(twice);
    assertThat(twice.ran(MINUTE, Duration.ZERO)).as("no measure").isEqualTo(twice);
  }

  @Test
  void theMostMemoryThatWasTooLittleIsKept() {
    assertThat(HostAppVersion.NEW.ranOutOfMemory(5).ranOutOfMemory(3).memoryShort()).isEqualTo(5);
    assertThat(HostAppVersion.NEW.ranOutOfMemory(5).ranOutOfMemory(7).memoryShort()).isEqualTo(7);
  }

  @Test
  void aHostThatReportedNothingHasNoErrors() {
    assertThat(HostAppVersion.NEW.errorRate()).isZero();
  }
}
