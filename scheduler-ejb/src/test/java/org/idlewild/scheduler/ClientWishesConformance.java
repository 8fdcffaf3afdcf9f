package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.ClientHosts;
import org.idlewild.scheduler.access.ClientHosts.Wish;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.dispatch.HostControl;
import org.junit.jupiter.api.Test;

/** What owners want of BOINC's clients, on every database. */
abstract class ClientWishesConformance extends GridConformance {
  private static final String CPID = "0123456789abcdef0123456789abcdef";

  @Test
  void aClientThatIsLetGoIsToldSoUntilItMayComeBack() {
    long host = arrive(alphaOwner);

    hosts().detach(alphaOwner, host, true);
    assertThat(wish(host, "")).isEqualTo(new Wish(true, false));
    assertThat(wish(0, CPID)).isEqualTo(new Wish(true, false));

    hosts().detach(alphaOwner, host, false);
    assertThat(wish(host, "")).isEqualTo(new Wish(false, false));
  }

  @Test
  void aClientThatRestsIsToldToTakeNoMore() {
    long host = arrive(alphaOwner);

    grid.get(HostControl.class).pause(alphaOwner, host);

    assertThat(wish(host, CPID)).isEqualTo(new Wish(false, true));
  }

  @Test
  void nothingIsWantedOfAStranger() {
    long others = arrive(researcher);
    hosts().detach(researcher, others, true);

    assertThat(wish(0, CPID)).isEqualTo(new Wish(false, false));
    assertThat(wish(others, "")).isEqualTo(new Wish(false, false));
  }

  @Test
  void ownersAndOperatorsLetGoBoincsClientsAlone() {
    long host = arrive(alphaOwner);

    assertRefused(Reason.FORBIDDEN, () -> hosts().detach(researcher, host, true));
    assertRefused(Reason.CONFLICT, () -> hosts().detach(alphaOwner, alpha, true));
    assertRefused(Reason.NOT_FOUND, () -> hosts().detach(alphaOwner, 9999, true));
    hosts().detach(new Caller(0, "operator", Role.OPERATOR), host, true);
    assertThat(wish(host, CPID).detached()).isTrue();
  }

  private ClientHosts hosts() {
    return grid.get(ClientHosts.class);
  }

  private Wish wish(long host, String cpid) {
    return hosts().wish(alphaOwner.userId(), host, cpid);
  }

  private long arrive(Caller owner) {
    return hosts()
        .arrive(
            owner.userId(), new ClientHosts.Claim(0, 0, CPID), TestGrid.description(), grid.now());
  }
}
