package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {
  private static final long TODAY = 20_000;

  @ParameterizedTest(name = "{0} of {1} after {2}: {3}")
  @CsvSource({
    // quota, the app's limit, what happens (Error, Success, Valid), quota
    "0, 8, '', 0",
    "0, 8, E, 7",
    "0, 8, EE, 6",
    "0, 8, EEEEEEEEEEEE, 1",
    "0, 8, S, 0",
    "0, 8, V, 9",
    "0, 8, VV, 10",
    "1, 8, E, 1",
    "1, 8, S, 2",
    "1, 8, SS, 4",
    "1, 8, SSS, 8",
    "1, 8, SSSS, 8",
    "5, 8, S, 8",
    "7, 8, S, 8",
    "1, 8, V, 2",
    "3, 8, SV, 7",
    "10, 8, S, 10",
    "10, 8, E, 7",
    "2, 8, ESV, 3",
    "0, 1, E, 1",
    "0, 1, ES, 1",
    "0, 0, ESVEEE, 0",
    "3, 0, ESV, 3"
  })
  void errorsLowerTheQuotaAndSuccessesRaiseIt(int before, int limit, String events, int after) {
    Quota quota = new Quota(before, TODAY, 1);
    for (int i = 0; i < events.length(); i++) {
      quota =
          switch (events.charAt(i)) {
            case 'E' -> quota.failed(limit);
            case 'S' -> quota.succeeded(limit);
            default -> quota.validated(limit);
          };
    }

    assertThat(quota).isEqualTo(new Quota(after, TODAY, 1));
  }

  @ParameterizedTest(name = "{1} of {0} sent, the app's limit {2}: {3}")
  @CsvSource({
    "0, 7, 8, true",
    "0, 8, 8, false",
    "3, 2, 8, true",
    "3, 3, 8, false",
    "3, 4, 8, false",
    "10, 9, 8, true",
    "10, 10, 8, false",
    "1, 0, 8, true",
    "1, 1, 0, true",
    "0, 1000, 0, true"
  })
  void aSpentQuotaAllowsNoMoreToday(int perDay, int sent, int limit, boolean allowed) {
    assertThat(new Quota(perDay, TODAY, sent).allows(TODAY, limit)).isEqualTo(allowed);
  }

  @Test
  void aNewDayBeginsWithNothingSent() {
    Quota spent = Quota.NEW.sent(TODAY).sent(TODAY);

    assertThat(spent.sent()).isEqualTo(2);
    assertThat(spent.allows(TODAY, 2)).isFalse();
    assertThat(spent.allows(TODAY + 1, 2)).isTrue();
    assertThat(spent.sent(TODAY + 1)).isEqualTo(new Quota(0, TODAY + 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 8, true", "8, 8, true", "9, 8, true", "7, 8, false", "3, 0, true"})
  void aQuotaIsFullFromTheAppsLimitOn(int perDay, int limit, boolean full) {
    assertThat(new Quota(perDay, 0, 0).isFull(limit)).isEqualTo(full);
  }

  @Test
  void nothingIsNegative() {
    assertThatThrownBy(() -> new Quota(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quota(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
