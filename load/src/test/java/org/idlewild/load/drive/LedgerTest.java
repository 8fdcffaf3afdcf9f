package org.idlewild.load.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.idlewild.load.wire.SimulatedHost.Turn;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final int ADA = 1;
  private static final int BEN = 2;

  private final Ledger ledger = new Ledger();

  @Test
  void aResultThatWentToTwoHostsIsSeen() {
    ledger.note(1, ADA, sent(100, 10));
    ledger.note(2, BEN, sent(100, 10));

    assertThat(ledger.twice()).isEqualTo(1);
  }

  @Test
  void aResultThatIsSentToItsHostAgainIsNoOffence() {
    ledger.note(1, ADA, sent(100, 10));
    ledger.note(1, ADA, sent(100, 10));

    assertThat(ledger.twice()).isZero();
    assertThat(ledger.sameHost()).isZero();
    assertThat(ledger.sameOwner()).isZero();
  }

  @Test
  void twoResultsOfAWorkunitAtOneHostAreSeen() {
    ledger.note(1, ADA, sent(100, 10));
    ledger.note(1, ADA, sent(101, 10));

    assertThat(ledger.sameHost()).isEqualTo(1);
    assertThat(ledger.sameOwner()).isEqualTo(1);
  }

  @Test
  void twoResultsOfAWorkunitAtHostsOfOneUserAreSeen() {
    ledger.note(1, ADA, sent(100, 10));
    ledger.note(2, ADA, sent(101, 10));

    assertThat(ledger.sameHost()).isZero();
    assertThat(ledger.sameOwner()).isEqualTo(1);
  }

  @Test
  void aWorkunitIsAnsweredOnceAsManyResultsAreAcknowledgedAsItNeeds() {
    ledger.note(1, ADA, sent(100, 10));
    ledger.note(2, BEN, sent(101, 10));
    ledger.note(1, ADA, reported(100));

    assertThat(ledger.answered(1)).isEqualTo(1);
    assertThat(ledger.answered(2)).isZero();

    ledger.note(2, BEN, reported(101));

    assertThat(ledger.answered(2)).isEqualTo(1);
    assertThat(ledger.acknowledged()).containsExactlyInAnyOrder(100L, 101L);
  }

  @Test
  void anAcknowledgementThatComesTwiceCountsOnce() {
    ledger.note(1, ADA, sent(100, 10));
    ledger.note(1, ADA, reported(100));
    ledger.note(1, ADA, reported(100));

    assertThat(ledger.answered(2)).isZero();
  }

  private static Turn sent(long result, long workunit) {
    return new Turn(200, 0, result, workunit, 0);
  }

  private static Turn reported(long result) {
    return new Turn(200, result, 0, 0, 0);
  }
}
