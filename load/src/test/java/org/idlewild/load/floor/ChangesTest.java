package org.idlewild.load.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final Asker FIRST = new Asker(1, 91);
  private static final Asker SECOND = new Asker(2, 92);
  private static final Claim ONE = new Claim(new Job(11, 101, 7), FIRST);
  private static final Claim OTHER = new Claim(new Job(12, 101, 7), SECOND);

  private final Changes changes = new Changes(5, 1000);

  @Test
  void requestsThatCameTogetherAreOneStatementATable() {
    List<String> orders = changes.requests(List.of(ONE), List.of(OTHER));

    assertThat(orders)
        .extracting(order -> order.split(" ", -1)[1])
        .containsExactly("result", "workunit", "result", "workunit", "host", "host_app_version");
  }

  @Test
  void aResultIsClaimedForItsHostWhileNobodyElseHasIt() {
    assertThat(changes.requests(List.of(ONE, OTHER), List.of()).get(0))
        .contains("host_id = CASE id WHEN 11 THEN 1 WHEN 12 THEN 2 ELSE 0 END")
        .contains("account_id = CASE id WHEN 11 THEN 91 WHEN 12 THEN 92 ELSE 0 END")
        .endsWith("WHERE server_state = 1 AND id IN (11, 12)");
  }

  @Test
  void hostsThatOnlyAskChangeNoResultThatCameBack() {
    assertThat(changes.requests(List.of(ONE), List.of())).hasSize(4);
  }

  @Test
  void aWorkunitOfTwoResultsEndsOnceAndHasOneCanonicalResult() {
    List<String> orders = changes.ends(List.of(ONE, OTHER));

    assertThat(orders).hasSize(6);
    assertThat(orders.get(0)).endsWith("WHERE id IN (11, 12)");
    assertThat(orders.get(1))
        .contains("canonical_result_id = CASE id WHEN 101 THEN 11 ELSE 0 END")
        .endsWith("WHERE id IN (101)");
    assertThat(orders.get(5))
        .contains("units_left = units_left - CASE id WHEN 7 THEN 1 ELSE 0 END");
  }

  @Test
  void aHostWithSeveralResultsEarnsForEach() {
    Claim another = new Claim(new Job(13, 102, 7), FIRST);

    assertThat(changes.ends(List.of(ONE, another)).get(3))
        .contains("total + CASE earner_id WHEN 1 THEN 2 ELSE 0 END");
  }
}
