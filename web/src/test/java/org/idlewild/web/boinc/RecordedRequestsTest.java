package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.access.ClientHosts;
import org.idlewild.scheduler.dispatch.Appetite;
import org.idlewild.scheduler.report.ClientOutputs;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.trickle.Message;
import org.junit.jupiter.api.Test;

/** What the stock client 7.20.5 sent is understood to the last field. */
class RecordedRequestsTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private static final Names NAMES = new Names((purpose, text) -> "0".repeat(32));

  @Test
  void aFirstContactIsOfANewHostThatWantsOneTask() throws Exception {
    RpcRequest request = request("first-contact");

    assertThat(request.key()).isEqualTo(KEY);
    assertThat(request.claim())
        .isEqualTo(new ClientHosts.Claim(0, 0, "abf564acc69f7d8504cf253e857b185e"));
    assertThat(request.wanted())
        .isEqualTo(new Appetite(1000, Optional.of(Duration.ofSeconds(1)), 0));
    assertThat(request.others()).contains(List.of());
    assertThat(request.results()).isEmpty();
    assertThat(request.messages()).isEmpty();
    assertThat(request.files()).isEmpty();
    assertThat(request.codeKey()).isEmpty();
  }

  @Test
  void aMachineIsDescribed() throws Exception {
    var machine = request("finished").description();

    assertThat(machine.osName()).isEqualTo("Linux Debian");
    assertThat(machine.osVersion()).isEqualTo("Debian GNU/Linux 12 (bookworm) [6.1.0|libc 2.36]");
    assertThat(machine.architecture()).isEqualTo("x86_64-pc-linux-gnu");
    assertThat(machine.processorModel())
        .isEqualTo("Intel(R) Xeon(R) Processor [Family 6 Model 167 Stepping 1]");
    assertThat(machine.processors()).isEqualTo(2);
    assertThat(machine.flopsPerProcessor()).isEqualTo(1e9);
    assertThat(machine.memoryBytes()).isEqualTo(25_276_502_016L);
    assertThat(machine.diskFreeBytes()).isEqualTo(81_516_539_904L);
  }

  @Test
  void aFinishedTaskIsReportedBesideThoseInProgress() throws Exception {
    RpcRequest request = request("finished", "w0_0");

    assertThat(request.claim().host()).isEqualTo(100);
    assertThat(request.wanted())
        .isEqualTo(new Appetite(1000, Optional.of(Duration.ofSeconds(3455)), 1));
    assertThat(request.others()).contains(List.of("w1_0", "w2_0"));
    assertThat(request.codeKey()).startsWith("1024\ned8913a0b867").endsWith("010001\n.");
    Report report = request.results().get(0).report().orElseThrow();
    assertThat(report.ending()).isEqualTo(Report.Ending.SUCCESS);
    assertThat(report.elapsedSeconds()).isEqualTo(5.745660);
    assertThat(report.stderr()).isEqualTo("args: 1");
  }

  @Test
  void eachFailureIsReadWithItsCause() throws Exception {
    RpcRequest request =
        request(
            "failures",
            "e_noout_opt_0",
            "e_sig_0",
            "e_exit3_0",
            "e_big_0",
            "e_noout_0",
            "e_abort_0");

    assertThat(request.results())
        .map(result -> result.report().orElseThrow())
        .extracting(Report::resultId, Report::ending, Report::exitStatus, Report::message)
        .containsExactly(
            tuple(1L, Report.Ending.SUCCESS, 0, ""),
            tuple(2L, Report.Ending.FAILED, 11, "process got signal 11"),
            tuple(3L, Report.Ending.FAILED, 3, "process exited with code 3 (0x3, -253)"),
            tuple(
                4L, Report.Ending.FAILED, 0, notUploaded("e_big_0_0", "-131 (file size too big)")),
            tuple(5L, Report.Ending.FAILED, 0, notUploaded("e_noout_0_0", "-161 (not found)")),
            tuple(6L, Report.Ending.ABORTED, 203, "aborted by user"));
    assertThat(request.results().get(2).report().orElseThrow().stderr())
        .isEqualTo("args: 1 3\nfailing on purpose");
  }

  @Test
  void whatAProgramWroteIsNoMarkupOfTheClients() throws Exception {
    RpcRequest request = request("more-failures", "e_api_ok_0", "e_nonexec_0");

    assertThat(request.results()).hasSize(2);
    assertThat(request.results().get(0).report().orElseThrow().stderr())
        .contains("<color>blue</color>", "called boinc_finish(0)");
    assertThat(request.results().get(1).report().orElseThrow().message())
        .isEqualTo("process exited with code 8 (0x8, -248)");
  }

  @Test
  void filesThatAClientKeepsAreNamed() throws Exception {
    assertThat(request("sticky").files()).containsExactly("shared_db", "st2_0_0");
  }

  @Test
  void aMessageOfATaskComesAsTheTaskWroteIt() throws Exception {
    String text = "<variety>labvar</variety>\n<progress>half &amp; more</progress>";

    assertThat(request("trickle", "tr_0").messages())
        .containsExactly(
            new Message(
                1, 1_795_190_472, Base64.getEncoder().encodeToString(Recorded.bytes(text))));
  }

  @Test
  void anUploadIsReadUpToItsContent() throws Exception {
    ByteArrayInputStream body = new ByteArrayInputStream(Recorded.bytes(Recorded.text("upload")));

    UploadHead head = UploadHead.of(UploadHead.read(body));

    assertThat(head.name()).isEqualTo("w0_0_0");
    assertThat(head.certificate()).startsWith("8637be3346f81b1f").endsWith("4f5eb0\n.");
    assertThat(head.piece(new Names.Output(7, "out")))
        .isEqualTo(
            new ClientOutputs.Piece(
                7, "out", "6b8aa3d2f9fef574974eebb974b8b806", 0, 14, 1_000_000));
    assertThat(body.readAllBytes()).isEqualTo(Recorded.bytes("HELLO WORLD 0\n"));
  }

  @Test
  void anAccountManagersClientTellsOfItsProjects() throws Exception {
    Element first = Markup.read(Recorded.text("account-manager"), "acct_mgr_request");
    Element again = Markup.read(Recorded.text("account-manager-again"), "acct_mgr_request");

    assertThat(first.word("name")).isEqualTo("lab");
    assertThat(first.word("password_hash")).isEqualTo("c3ae3b2b8ebf309c1bac60dd57a538b5");
    assertThat(first.children("project")).isEmpty();
    assertThat(again.children("project"))
        .singleElement()
        .satisfies(
            project -> {
              assertThat(project.word("url")).isEqualTo("http://127.0.0.1:39595/lab/");
              assertThat(project.whole("hostid")).isEqualTo(100);
              assertThat(project.flag("attached_via_acct_mgr")).isTrue();
              assertThat(project.flag("dont_request_more_work")).isFalse();
              assertThat(project.number("resource_share")).isEqualTo(100);
              assertThat(project.word("account_key")).isEqualTo(KEY);
            });
    assertThat(again.word("opaque")).isEqualTo("lab-opaque");
  }

  private static String notUploaded(String output, String why) {
    return """
        upload failure: <file_xfer_error>
          <file_name>%s</file_name>
          <error_code>%s</error_code>
        </file_xfer_error>"""
        .formatted(output, why);
  }

  /** With the results that are named first under names that the server could have given. */
  private static RpcRequest request(String recording, String... results) throws BadMarkup {
    String text = Recorded.text(recording);
    for (int i = 0; i < results.length; i++) {
      text = text.replace(">" + results[i] + "<", ">app_1_" + (i + 1) + "<");
    }
    return RpcRequest.of(Markup.read(text, "scheduler_request"), NAMES);
  }
}
