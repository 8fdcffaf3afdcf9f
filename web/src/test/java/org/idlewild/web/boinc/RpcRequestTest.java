package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.access.ClientHosts;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.trickle.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcRequestTest {
  private static final Names NAMES = new Names((purpose, text) -> "0".repeat(32));

  private static RpcRequest read(String inside) {
    try {
      String text = "<scheduler_request>\n" + inside + "\n</scheduler_request>\n";
      return RpcRequest.of(Markup.read(text, "scheduler_request"), NAMES);
    } catch (BadMarkup e) {
      throw new AssertionError(e);
    }
  }

  private static Report report(String inside) {
    String text = "<result>\n<name>app_1_2</name>\n" + inside + "\n</result>";
    return read(text).results().get(0).report().orElseThrow();
  }

  @Test
  void itSaysWhoAsks() {
    RpcRequest request =
        read(
            "<authenticator>k</authenticator><hostid>7</hostid><rpc_seqno>3</rpc_seqno>"
                + "<host_info><host_cpid>abc</host_cpid></host_info>");

    assertThat(request.key()).isEqualTo("k");
    assertThat(request.claim()).isEqualTo(new ClientHosts.Claim(7, 3, "abc"));
    assertThat(request.toString()).doesNotContain("=k").doesNotContain("key");
  }

  @Test
  void absurdNumbersAndNamesAreCutAndNotRefused() {
    RpcRequest request =
        read(
            "<hostid>-1</hostid><rpc_seqno>1e300</rpc_seqno>"
                + "<host_info><host_cpid>../x</host_cpid><p_ncpus>-4</p_ncpus>"
                + "<p_fpops>nan</p_fpops><m_nbytes>1e99</m_nbytes></host_info>");

    assertThat(request.claim()).isEqualTo(new ClientHosts.Claim(0, Long.MAX_VALUE, ""));
    assertThat(request.description().processors()).isEqualTo(1);
    assertThat(request.description().flopsPerProcessor()).isZero();
    assertThat(request.description().memoryBytes()).isEqualTo(1L << 60);
  }

  @Test
  void aNewClientAsksForASecondAndGetsATask() {
    RpcRequest request =
        read("<work_req_seconds>1.0</work_req_seconds><cpu_req_secs>1.0</cpu_req_secs>");

    assertThat(request.wanted().tasks()).isPositive();
    assertThat(request.wanted().work()).contains(Duration.ofSeconds(1));
  }

  @Test
  void whatItsProcessorsWantCountsAndNotWhatAllItHasWants() {
    RpcRequest request =
        read("<work_req_seconds>9</work_req_seconds><cpu_req_secs>7</cpu_req_secs>");

    assertThat(request.wanted().work()).contains(Duration.ofSeconds(7));
    assertThat(read("<work_req_seconds>9</work_req_seconds>").wanted().work())
        .as("of an old client")
        .contains(Duration.ofSeconds(9));
    assertThat(
            read("<work_req_seconds>9</work_req_seconds><cpu_req_secs>0</cpu_req_secs>")
                .wanted()
                .tasks())
        .as("for something else than processors")
        .isZero();
  }

  @Test
  void whoWantsNothingGetsNothing() {
    assertThat(read("<work_req_seconds>0</work_req_seconds>").wanted().tasks()).isZero();
    assertThat(
            read("<dont_send_work>1</dont_send_work><cpu_req_secs>9</cpu_req_secs>")
                .wanted()
                .tasks())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0, SUCCESS",
    "5, 3, FAILED",
    "3, 3, FAILED",
    "3, 0, FAILED",
    "1, -186, FAILED",
    "7, 0, FAILED",
    "6, 203, ABORTED",
    "6, 200, ABORTED",
    "0, 0, FAILED"
  })
  void stateAndExitStatusSayHowItEnded(int state, int exit, Report.Ending ending) {
    Report report = report("<state>" + state + "</state><exit_status>" + exit + "</exit_status>");

    assertThat(report.ending()).isEqualTo(ending);
    assertThat(report.exitStatus()).isEqualTo(exit);
  }

  @Test
  void whatAProgramPrintedIsKeptWhateverItLooksLike() {
    Report report =
        report(
            """
            <state>3</state><exit_status>3</exit_status>
            <stderr_out>
            <core_client_version>7.20.5</core_client_version>
            <![CDATA[
            <message>
            process exited with code 3 (0x3, -253)</message>
            <stderr_txt>
            </stderr_txt> <b> & \u00c3\u00a4

            </stderr_txt>
            ]]>
            </stderr_out>
            """);

    assertThat(report.message()).isEqualTo("process exited with code 3 (0x3, -253)");
    assertThat(report.stderr()).isEqualTo("</stderr_txt> <b> & \u00e4");
  }

  @Test
  void theTimeOfAProgramThatTellsNoneIsAllThatPassed() {
    String elapsed = "<final_elapsed_time>5.5</final_elapsed_time>";

    assertThat(report("<final_cpu_time>2.5</final_cpu_time>" + elapsed).cpuSeconds())
        .isEqualTo(2.5);
    assertThat(report("<final_cpu_time>0.0</final_cpu_time>" + elapsed).cpuSeconds())
        .isEqualTo(5.5);
  }

  @Test
  void anOutputIsClaimedByTheNameThatTheVersionGivesIt() {
    String name = NAMES.output("app_1_2", "out.txt");
    Report report =
        report(
            "<state>5</state><file_info><name>"
                + name
                + "</name><nbytes>14.000000</nbytes></file_info>"
                + "<file_info><name>other</name></file_info>");

    assertThat(report.outputs()).containsExactly(new Report.Claim("out.txt", 14, ""));
  }

  @Test
  void anotherResultsOutputIsNotClaimed() {
    String others = NAMES.output("app_1_3", "out.txt");

    assertThat(report("<file_info><name>" + others + "</name></file_info>").outputs()).isEmpty();
  }

  @Test
  void whatNobodyCanMeasureIsCut() {
    Report report =
        report(
            "<final_cpu_time>-5</final_cpu_time><final_elapsed_time>1e300</final_elapsed_time>"
                + "<final_peak_working_set_size>-1</final_peak_working_set_size>");

    assertThat(report.cpuSeconds()).isEqualTo(1e10);
    assertThat(report.elapsedSeconds()).isEqualTo(1e10);
    assertThat(report.peakMemoryBytes()).isZero();
  }

  @Test
  void noMoreIsReadOfARequestThanAnyClientSends() {
    String result = "<result><name>app_1_2</name></result>";
    String message =
        "<msg_from_host><result_name>app_1_2</result_name><time>7</time>%s</msg_from_host>";

    assertThat(read(result.repeat(1001)).results()).hasSize(1000);
    assertThat(read(message.formatted("x").repeat(101)).messages()).hasSize(100);
    assertThat(read(message.formatted("x".repeat(64 * 1024))).messages()).hasSize(1);
    assertThat(read(message.formatted("x".repeat(64 * 1024 + 1))).messages()).isEmpty();
  }

  @Test
  void aResultOfAnotherProjectIsNamedAndNotReported() {
    RpcResult result = read("<result><name>w0_0</name><state>5</state></result>").results().get(0);

    assertThat(result).isEqualTo(new RpcResult("w0_0", Optional.empty()));
  }

  @Test
  void whatAHostHoldsIsWhatItComputesAndWhatItReportsUntilThatIsTaken() {
    RpcRequest request =
        read(
            "<result><name>app_1_2</name></result><other_results>"
                + "<other_result><name>app_1_3</name></other_result>"
                + "<other_result><name>strange</name></other_result></other_results>");

    HostRequest before = request.request(5, List.of());
    HostRequest after = request.request(5, List.of(2L));

    assertThat(before.held().orElseThrow()).containsExactlyInAnyOrder(2L, 3L);
    assertThat(after.held().orElseThrow()).containsExactly(3L);
    assertThat(after.begun()).isEmpty();
  }

  @Test
  void aHostThatDoesNotSayWhatItHoldsHasLostNothing() {
    assertThat(read("").request(5, List.of()).held()).isEmpty();
  }

  @Test
  void aMessageIsWhatATaskWroteAndItsTimeIsItsNumber() {
    List<Message> messages =
        read("<msg_from_host>\n<result_name>app_1_2</result_name>\n<time>1795190472</time>\n"
                + "<variety>v</variety>\n<progress>half &amp; more</progress>\n</msg_from_host>")
            .messages();

    assertThat(messages).hasSize(1);
    Message message = messages.get(0);
    assertThat(message.result()).isEqualTo(2);
    assertThat(message.number()).isEqualTo(1_795_190_472);
    assertThat(new String(Base64.getDecoder().decode(message.base64()), StandardCharsets.UTF_8))
        .isEqualTo("<variety>v</variety>\n<progress>half &amp; more</progress>");
  }

  @Test
  void aHostIsDescribedInOurWords() {
    RpcRequest request =
        read(
            """
            <core_client_major_version>7</core_client_major_version>
            <core_client_minor_version>20</core_client_minor_version>
            <core_client_release>5</core_client_release>
            <platform_name>windows_x86_64</platform_name>
            <alt_platform>
            <name>windows_intelx86</name>
            </alt_platform>
            <time_stats><on_frac>0.5</on_frac><active_frac>0.5</active_frac></time_stats>
            <host_info>
            <domain_name>desk</domain_name>
            <p_ncpus>4</p_ncpus>
            <p_features>fpu avx2 sse4_1 [Family 6]</p_features>
            </host_info>
            """);

    assertThat(request.description().name()).isEqualTo("desk");
    assertThat(request.description().agentVersion()).isEqualTo("BOINC 7.20.5");
    assertThat(request.description().platforms()).containsExactly("windows-x86_64", "windows-x86");
    assertThat(request.description().features())
        .containsExactlyInAnyOrder("boinc", "avx2", "sse4_1");
    assertThat(request.description().onFraction()).isEqualTo(0.25);
  }
}
