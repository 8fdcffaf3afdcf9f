package org.idlewild.web.boinc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.status.ClientView;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.work.Earned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcReplyTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_189_137);
  private static final HeldNames HELD =
      HeldNames.of(Stream.of("app_1_2", "app_1_3", "app_2_4", "strange"));

  private final RpcReply reply = RpcReply.after(Duration.ofMillis(1500));

  @Test
  void eachReplySaysWhenToAskAgain() throws BadMarkup {
    Element read = read(reply);

    assertThat(read.number("request_delay")).isEqualTo(1.5);
    assertThat(read.whole("scheduler_version")).isEqualTo(720);
    assertThat(read.flag("dont_use_dcf")).isTrue();
    assertThat(read.child("hostid")).as("told again it would take itself for a copy").isEmpty();
    assertThat(read.child("next_rpc_delay")).isEmpty();
  }

  @Test
  void aClientThatHasWorkIsToAskInGoodTime() throws BadMarkup {
    assertThat(read(reply.askWithin(Duration.ofMinutes(10))).number("next_rpc_delay"))
        .isEqualTo(600);
  }

  @Test
  void aRefusalIsShownToTheOwner() {
    assertThat(RpcReply.refusal("Ask <Ben> & Co.", Duration.ofHours(1)))
        .contains(
            "<request_delay>3600.000000</request_delay>\n",
            "<message priority=\"notice\">Ask &lt;Ben&gt; &amp; Co.</message>\n")
        .endsWith("</scheduler_reply>\n");
  }

  @Test
  void aClientHearsWhatItsOwnerEarned() throws BadMarkup {
    Earned ofUser = new Earned(12.5, 1.25, NOW);
    Earned ofHost = new Earned(2.5, 0.5, NOW);
    ClientView view =
        new ClientView(
            "Ann & Co", Optional.of("a@b.c"), Optional.of("A <team>"), NOW, ofUser, ofHost, NOW);

    Element read = read(reply.project("Grid", "http://g/boinc/").account(7, view, "hash", "cpid"));

    assertThat(read.word("project_name")).isEqualTo("Grid");
    assertThat(read.word("master_url")).isEqualTo("http://g/boinc/");
    assertThat(read.whole("userid")).isEqualTo(7);
    assertThat(read.word("user_name")).isEqualTo("Ann & Co");
    assertThat(read.word("team_name")).isEqualTo("A <team>");
    assertThat(read.word("email_hash")).isEqualTo("hash");
    assertThat(read.word("cross_project_id")).isEqualTo("cpid");
    assertThat(read.number("user_total_credit")).isEqualTo(12.5);
    assertThat(read.number("user_expavg_credit")).isEqualTo(1.25);
    assertThat(read.number("host_total_credit")).isEqualTo(2.5);
    assertThat(read.number("host_expavg_credit")).isEqualTo(0.5);
    assertThat(read.whole("user_create_time")).isEqualTo(NOW.getEpochSecond());
  }

  @Test
  void anAccountWithoutAddressAndTeamHasNeither() throws BadMarkup {
    Earned nothing = new Earned(0, 0, NOW);
    ClientView view =
        new ClientView("ann", Optional.empty(), Optional.empty(), NOW, nothing, nothing, NOW);

    Element read = read(reply.account(7, view, "", "cpid"));

    assertThat(read.child("email_hash")).isEmpty();
    assertThat(read.child("team_name")).isEmpty();
  }

  @Test
  void aKeyIsToldLineByLineWithItsSuccessionIfAny() {
    assertThat(
            RpcReply.after(Duration.ZERO).codeKey("1024\nab\n.\n", Optional.of("cd\n.\n")).text())
        .contains(
            "<code_sign_key>\n1024\nab\n.\n</code_sign_key>\n",
            "<code_sign_key_signature>\ncd\n.\n</code_sign_key_signature>\n");
    assertThat(reply.codeKey("1024\nab\n.\n", Optional.empty()).text())
        .doesNotContain("code_sign_key_signature");
  }

  @Test
  void everyReportIsAcknowledgedAlsoOfWhatIsNotOurs() throws BadMarkup {
    Element read = read(reply.acknowledged(List.of("app_1_2", "w0_0")));

    assertThat(read.children("result_ack"))
        .extracting(ack -> ack.word("name"))
        .containsExactly("app_1_2", "w0_0");
  }

  @Test
  void whatIsNotNeededIsAbortedByTheNamesThatTheClientGave() throws BadMarkup {
    Assignment assignment =
        new Assignment(
            List.of(), List.of(2L, 77L), List.of(4L, 78L), List.of(), false, Duration.ZERO);

    Element read = read(reply.unwanted(assignment, HELD));

    assertThat(read.children("result_abort"))
        .extracting(abort -> abort.word("name"))
        .containsExactly("app_1_2");
    assertThat(read.children("result_abort_if_not_started"))
        .extracting(abort -> abort.word("name"))
        .containsExactly("app_2_4");
  }

  @Test
  void filesOfNoUseAreNamedOneByOne() throws BadMarkup {
    assertThat(read(reply.forget(List.of("a_x", "b_y"))).children("delete_file_info"))
        .extracting(Element::text)
        .containsExactly("a_x", "b_y");
  }

  @Test
  void preferencesGoAsTheyAre() {
    assertThat(reply.preferences("<global_preferences>\n<x>1</x>\n</global_preferences>").text())
        .contains("\n<global_preferences>\n<x>1</x>\n</global_preferences>\n");
  }

  @Test
  void aMessageReachesTheTaskThatTheClientHas() throws BadMarkup {
    List<Message> messages = List.of(message(3, "go <on>"), message(99, "lost"));

    Element read = read(reply.messagesTaken().messages(messages, HELD, NOW));

    assertThat(read.flag("message_ack")).isTrue();
    assertThat(read.children("trickle_down"))
        .singleElement()
        .satisfies(
            trickle -> {
              assertThat(trickle.word("result_name")).isEqualTo("app_1_3");
              assertThat(trickle.whole("time")).isEqualTo(NOW.getEpochSecond());
            });
    assertThat(reply.text()).contains("<text>\ngo <on>\n</text>\n</trickle_down>\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a</text>b", "</trickle_down>", "a\u0000b"})
  void aMessageThatWouldNotArriveAsItIsGoesPacked(String text) {
    assertPacked(message(3, text));
  }

  @Test
  void aMessageThatIsNoTextGoesPacked() {
    assertPacked(new Message(3, 1, Base64.getEncoder().encodeToString(new byte[] {'a', -1})));
  }

  @Test
  void anOrderOfWhichSomethingIsNotKnownComesWithALaterReply(@TempDir Path folder)
      throws BadMarkup {
    SampleWork work = new SampleWork(folder);
    var known = work.order();
    work.result = 3;
    var unknown = work.order();
    work.estimates.remove(3L);

    Element read = read(reply.work(SampleWork.assignment(unknown, known), work.facts(), NOW));

    assertThat(read.children("result"))
        .extracting(result -> result.word("name"))
        .containsExactly("upper_1_2");
    assertThat(read.children("workunit")).hasSize(1);
  }

  private void assertPacked(Message message) {
    assertThat(reply.messages(List.of(message), HELD, NOW).text())
        .contains("<text>\n<base64>" + message.base64() + "</base64>\n</text>\n");
  }

  private static Message message(long result, String text) {
    return new Message(result, 1, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
  }

  private Element read(RpcReply reply) throws BadMarkup {
    return Markup.read(reply.text(), "scheduler_reply");
  }
}
