package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.Said;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.CreditScheme;
import org.idlewild.work.Limits;
import org.idlewild.work.Redundancy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
  private static final AppPolicy FULL =
      new AppPolicy(
          1000,
          true,
          Redundancy.PROCESSOR,
          true,
          true,
          10,
          1_000_000,
          1_000_000,
          1_000_000,
          true,
          1.0,
          new Limits(1L << 50, 315_360_000, 315_360_000, 1 << 15, 1L << 50),
          CreditScheme.NORMALISED,
          1e9);

  @Test
  void whatIsNotSaidStays() {
    assertThat(Policies.of(null, FULL)).isEqualTo(FULL);
    assertThat(Policies.of(said(), FULL)).isEqualTo(FULL);
  }

  @Test
  void everythingCanBeSaidUpToItsBound() {
    PolicyRequest all =
        new PolicyRequest(
            1000,
            true,
            "processor",
            true,
            true,
            10,
            1_000_000,
            1_000_000,
            1_000_000,
            true,
            1.0,
            new Footprint(1L << 50, 315_360_000L, 315_360_000L, 1 << 15, 1L << 50),
            "normalised",
            1e9);

    assertThat(Policies.of(all, AppPolicy.DEFAULT)).isEqualTo(FULL);
  }

  @Test
  void oneThingSaidChangesThatAlone() {
    PolicyRequest weight = Said.policy("weight", 7);

    assertThat(Policies.of(weight, FULL).weight()).isEqualTo(7);
    assertThat(Policies.of(weight, FULL).footprint()).isEqualTo(FULL.footprint());
    assertThat(Policies.of(weight, FULL).beta()).isTrue();
  }

  @ParameterizedTest(name = "weight {0}, adaptive {1}, daily {2}, host {3}, user {4}: {5}")
  @CsvSource({
    "0,,,,, weight",
    "1001,,,,, weight",
    "-1,,,,, weight",
    ",-1,,,, adaptiveQuorum",
    ",1,,,, adaptiveQuorum",
    ",11,,,, adaptiveQuorum",
    ",,-1,,, dailyQuota",
    ",,1000001,,, dailyQuota",
    ",,,-1,, maxPerHost",
    ",,,1000001,, maxPerHost",
    ",,,,-1, maxPerUser",
    ",,,,1000001, maxPerUser"
  })
  void aNumberOutsideItsBoundsIsRefusedByName(
      Integer weight, Integer adaptive, Integer daily, Integer host, Integer user, String named) {
    refused(
        Said.policy(
            "weight",
            weight,
            "adaptiveQuorum",
            adaptive,
            "dailyQuota",
            daily,
            "maxPerHost",
            host,
            "maxPerUser",
            user),
        named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ANY", "os", "any "})
  void aRedundancyIsOneOfThree(String word) {
    refused(Said.policy("redundancy", word), "redundancy is one of any, system, processor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RUN_TIME", "run_time", "free"})
  void aCreditSchemeIsOneOfThree(String word) {
    refused(Said.policy("credit", word), "credit is one of fixed, run-time, normalised");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1.1e9, Double.NaN, Double.POSITIVE_INFINITY})
  void aFixedCreditIsNoNegativeNumberNorBeyondAllReason(double credit) {
    refused(Said.policy("fixedCredit", credit), "fixedCredit is a number from 0");
  }

  @ParameterizedTest(name = "memory {0}, cpu {1}, elapsed {2}, processes {3}, disk {4}: {5}")
  @CsvSource({
    "1048575,,,,, memoryBytes",
    "1125899906842625,,,,, memoryBytes",
    ",0,,,, cpuSeconds",
    ",315360001,,,, cpuSeconds",
    ",,0,,, elapsedSeconds",
    ",,315360001,,, elapsedSeconds",
    ",,,0,, processes",
    ",,,32769,, processes",
    ",,,,0, diskBytes",
    ",,,,1125899906842625, diskBytes"
  })
  void aFootprintHasBounds(
      Long memory, Long cpu, Long elapsed, Integer processes, Long disk, String named) {
    Footprint footprint = new Footprint(memory, cpu, elapsed, processes, disk);
    refused(Said.policy("footprint", footprint), named + " is a number from ");
  }

  private static PolicyRequest said() {
    return Said.policy("footprint", new Footprint(null, null, null, null, null));
  }

  private static void refused(PolicyRequest request, String saying) {
    assertThat(assertRefused(Reason.MALFORMED, () -> Policies.of(request, AppPolicy.DEFAULT)))
        .hasMessageContaining(saying);
  }
}
