package org.idlewild.web.boinc;

import org.idlewild.scheduler.access.ClientHosts;

/** What an account manager says to a client. Pure. */
final class AccountManagerReply {
  private static final long EVERY_SECONDS = 3600;
  private static final int MOST_OPAQUE = 4096;

  private AccountManagerReply() {}

  /**
   * The project's address, and what shows a client that it is the account manager's word.
   *
   * @param key by which the client checks
   */
  record Signed(String key, String address, String signature) {}

  static String of(
      String name, Signed project, String accountKey, ClientHosts.Wish wish, String opaque) {
    Xml xml =
        new Xml().begin("acct_mgr_reply").word("name", name).lines("signing_key", project.key());
    xml.number("repeat_sec", EVERY_SECONDS);
    if (!opaque.isEmpty()) {
      xml.begin("opaque").line(opaque).end("opaque");
    }
    xml.begin("account")
        .word("url", project.address())
        .lines("url_signature", project.signature())
        .word("authenticator", accountKey)
        .number("resource_share", 100L);
    if (wish.detached()) {
      xml.number("detach", 1L);
    }
    xml.number("dont_request_more_work", wish.paused() ? 1L : 0L);
    return xml.end("account").end("acct_mgr_reply").toString();
  }

  static String error(int number, String sentence) {
    return new Xml()
        .begin("acct_mgr_reply")
        .number("error_num", (long) number)
        .word("error_msg", sentence)
        .end("acct_mgr_reply")
        .toString();
  }

  /** Which host the client is on this project; 0 when it does not say. */
  static long host(Element request, String address) {
    return request.children("project").stream()
        .filter(project -> project.word("url").equals(address))
        .mapToLong(project -> project.whole("hostid"))
        .findFirst()
        .orElse(0);
  }

  /** What the client was told last time to say again. */
  static String opaque(Element request) {
    return request
        .child("opaque")
        .map(opaque -> opaque.raw().strip())
        .filter(text -> text.length() <= MOST_OPAQUE)
        .orElse("");
  }
}
