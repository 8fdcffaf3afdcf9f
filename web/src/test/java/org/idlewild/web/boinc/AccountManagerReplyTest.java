package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import org.idlewild.scheduler.access.ClientHosts;
import org.junit.jupiter.api.Test;

class AccountManagerReplyTest {
  private static final String ADDRESS = "http://127.0.0.1:8080/boinc/";

  @Test
  void aClientIsToldItsProjectWithItsSignature() throws BadMarkup {
    Element reply = reply(new ClientHosts.Wish(false, false), "");

    assertThat(reply.word("name")).isEqualTo("Attic & Co");
    assertThat(reply.word("signing_key")).isEqualTo("1024\nabc\n.");
    assertThat(reply.number("repeat_sec")).isEqualTo(3600);
    assertThat(reply.child("opaque")).isEmpty();
    Element account = reply.child("account").orElseThrow();
    assertThat(account.word("url")).isEqualTo(ADDRESS);
    assertThat(account.word("url_signature")).isEqualTo("def\n.");
    assertThat(account.word("authenticator")).isEqualTo("0123");
    assertThat(account.child("detach")).isEmpty();
    assertThat(account.word("dont_request_more_work")).isEqualTo("0");
  }

  @Test
  void oneThatWasLetGoLeavesAndOneThatRestsTakesNoMore() throws BadMarkup {
    Element account =
        reply(new ClientHosts.Wish(true, true), "x <y>1</y>").child("account").orElseThrow();

    assertThat(account.flag("detach")).isTrue();
    assertThat(account.flag("dont_request_more_work")).isTrue();
  }

  @Test
  void lettingGoAndRestingAreTwoThings() throws BadMarkup {
    Element gone = reply(new ClientHosts.Wish(true, false), "").child("account").orElseThrow();
    Element resting = reply(new ClientHosts.Wish(false, true), "").child("account").orElseThrow();

    assertThat(gone.flag("detach")).isTrue();
    assertThat(gone.flag("dont_request_more_work")).isFalse();
    assertThat(resting.flag("detach")).isFalse();
    assertThat(resting.flag("dont_request_more_work")).isTrue();
  }

  @Test
  void whatAClientWasToldToSayAgainItIsToldAgain() throws BadMarkup {
    Element request = request("<opaque>\nlab <b>opaque</b>\n</opaque>");

    assertThat(AccountManagerReply.opaque(request)).isEqualTo("lab <b>opaque</b>");
    assertThat(AccountManagerReply.opaque(request("<opaque>" + "x".repeat(5000) + "</opaque>")))
        .isEmpty();
  }

  @Test
  void aClientSaysWhichHostItIsHere() throws BadMarkup {
    Element request =
        request(
            "<project><url>http://other/</url><hostid>7</hostid></project>"
                + "<project><url>"
                + ADDRESS
                + "</url><hostid>12</hostid></project>");

    assertThat(AccountManagerReply.host(request, ADDRESS)).isEqualTo(12);
    assertThat(AccountManagerReply.host(request(""), ADDRESS)).isZero();
  }

  @Test
  void aRefusalHasItsNumber() throws BadMarkup {
    Element reply =
        Markup.read(AccountManagerReply.error(-206, "Wrong <password>."), "acct_mgr_reply");

    assertThat(reply.whole("error_num")).isEqualTo(-206);
    assertThat(reply.word("error_msg")).isEqualTo("Wrong <password>.");
  }

  private static Element request(String content) throws BadMarkup {
    return Markup.read("<acct_mgr_request>" + content + "</acct_mgr_request>", "acct_mgr_request");
  }

  private static Element reply(ClientHosts.Wish wish, String opaque) throws BadMarkup {
    return Markup.read(
        AccountManagerReply.of(
            "Attic & Co",
            new AccountManagerReply.Signed("1024\nabc\n.\n", ADDRESS, "def\n.\n"),
            "0123",
            wish,
            opaque),
        "acct_mgr_reply");
  }
}
