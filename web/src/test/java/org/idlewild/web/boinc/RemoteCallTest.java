package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.junit.jupiter.api.Test;

class RemoteCallTest {
  @Test
  void whoAsksIsKnownByTheTokenAndSeesNoBatchesButTheirOwn() throws BadMarkup {
    RemoteCall call = call("<query_batches><authenticator> key </authenticator></query_batches>");

    assertThat(call.name()).isEqualTo("query_batches");
    assertThat(call.who()).isEqualTo(new Caller(7, "ada", Role.RESEARCHER));
  }

  @Test
  void aDeclarationMayComeFirst() throws BadMarkup {
    assertThat(call("<?xml version=\"1.0\"?>\n<ping> </ping>\n").name()).isEqualTo("ping");
    assertThat(call("<ping/>").caller()).isEmpty();
  }

  @Test
  void strangersAreRefused() {
    assertBad("<query_batches></query_batches>", "An <authenticator> was expected");
    assertBad("<query_batches><authenticator>x</authenticator></query_batches>", "no researcher's");
    assertBad("nonsense", "An <authenticator> was expected");
  }

  @Test
  void errorsAreAnsweredWithinTheRequestsName() throws IOException {
    String reply =
        RemoteReply.of(
            "query_job",
            xml -> {
              throw new Refused(Refused.Reason.NOT_FOUND, "there is no workunit 7 & more");
            });

    assertThat(reply)
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8" ?>
            <query_job>
            <error>
            <error_num>-1</error_num>
            <error_msg>There is no workunit 7 &amp; more.</error_msg>
            </error>
            </query_job>
            """);
  }

  @Test
  void anOutageIsNoAnswer() {
    assertThatThrownBy(
            () ->
                RemoteReply.of(
                    "ping",
                    xml -> {
                      throw new Refused(Refused.Reason.BUSY, "the database is away");
                    }))
        .isInstanceOf(Refused.class);
  }

  private static RemoteCall call(String text) throws BadMarkup {
    return RemoteCall.of(
        text,
        key ->
            key.equals("key")
                ? Optional.of(new Caller(7, "ada", Role.OPERATOR))
                : Optional.empty());
  }

  private static void assertBad(String text, String says) {
    assertThatThrownBy(() -> call(text)).isInstanceOf(BadMarkup.class).hasMessageContaining(says);
  }
}
