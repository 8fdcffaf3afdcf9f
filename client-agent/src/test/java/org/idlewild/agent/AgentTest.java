package org.idlewild.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole agent, with real sandboxes, against a server made for it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentTest extends AgentAndServer {
  @Test
  void itEnrolsRunsATaskUploadsAndReports() throws Exception {
    Files.writeString(data.resolve("flops"), "2.5e9");
    server.order(1, COPY, "out", "given\n");

    start();
    JsonNode report = server.report();

    assertThat(report.path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(report.path("sandbox").asText()).isEqualTo("namespaces");
    assertThat(report.path("stderr").asText()).isEqualTo("noise\n");
    assertThat(report.path("exitStatus").asInt()).isZero();
    assertThat(report.path("outputs").path(0).path("bytes").asInt()).isEqualTo(20);
    assertThat(output(1, "out")).isEqualTo("given\none|two words\n");
    JsonNode facts = server.pollHoldingNothing().path("facts");
    assertThat(facts.path("name").asText()).isEqualTo("tester");
    assertThat(facts.path("platforms").toString()).contains("java", "linux-x86_64");
    assertThat(facts.path("sandboxes").toString()).isEqualTo("[\"namespaces\"]");
    assertThat(facts.path("flopsPerProcessor").asDouble()).isEqualTo(2.5e9);
    assertThat(facts.path("features").toString()).contains("java-17");
    assertThat(facts.path("onFraction").asDouble()).isGreaterThan(0.99);
    assertThat(facts.path("beta").asBoolean()).isFalse();
    assertThat(facts.path("memoryBytes").asLong()).isEqualTo(1L << 30);
  }

  @Test
  void thePrivateKeyStaysInAFileOfItsOwner() throws Exception {
    start();
    server.pollHoldingNothing();

    Path identity = data.resolve("identity.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identity)))
        .isEqualTo("rw-------");
  }

  @Test
  void standardOutputIsAnOutputToo() throws Exception {
    server.order(1, "echo said", "stdout", "");

    start();

    assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(output(1, "stdout")).isEqualTo("said\n");
  }

  @Test
  void aFailureIsReported() throws Exception {
    server.order(1, "echo oops >&2; exit 9", "out", "");

    start();
    JsonNode report = server.report();

    assertThat(report.path("ending").asText()).isEqualTo("FAILED");
    assertThat(report.path("exitStatus").asInt()).isEqualTo(9);
    assertThat(report.path("message").asText()).isEqualTo("The program ended with the status 9.");
    assertThat(report.path("stderr").asText()).isEqualTo("oops\n");
  }

  @Test
  void itsPollsAreNumberedAcrossRestartsAndEachStartDrawsAnInstance() throws Exception {
    start();
    JsonNode first = server.pollHoldingNothing().path("mark");
    JsonNode second = server.pollHoldingNothing().path("mark");
    stopAgent();
    start(settings(false, null));
    JsonNode later = server.pollHoldingNothing().path("mark");
    while (later.path("instance").equals(first.path("instance"))) {
      later = server.pollHoldingNothing().path("mark");
    }

    assertThat(second.path("number").asLong()).isEqualTo(first.path("number").asLong() + 1);
    assertThat(second.path("instance")).isEqualTo(first.path("instance"));
    assertThat(later.path("number").asLong()).isGreaterThan(second.path("number").asLong());
  }

  @Test
  void aCopyOfAnotherAgentEndsAndSaysWhatToDo() throws Exception {
    server.callItACopy();
    try (Agent copied = Agent.open(settings(false, "once"))) {
      assertThatThrownBy(copied::run)
          .isInstanceOfSatisfying(
              AgentFailure.class, e -> assertThat(e.reason()).isEqualTo(AgentFailure.Reason.COPIED))
          .hasMessageContaining("a new enrolment token");
    }
  }

  @Test
  void withTheFlagWorkRunsWithoutASandboxAndEveryReportSaysSo() throws Exception {
    server.order(1, COPY, "out", "given\n");

    start(settings(true, "once"));
    JsonNode report = server.report();

    assertThat(report.path("sandbox").asText()).isEqualTo("none");
    assertThat(report.path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(output(1, "out")).isEqualTo("given\none|two words\n");
    assertThat(server.pollHoldingNothing().path("facts").path("unsandboxed").asBoolean()).isTrue();
  }

  @Test
  void aUsedTokenIsRefused() throws Exception {
    server.token("another");
    try (Agent refused = Agent.open(settings(false, "once"))) {
      assertThatThrownBy(refused::run)
          .isInstanceOfSatisfying(
              AgentFailure.class,
              e -> assertThat(e.reason()).isEqualTo(AgentFailure.Reason.ENROLMENT_REFUSED))
          .hasMessage(
              "The server refused to enrol this host: The enrolment token is wrong or used.");
    }
  }

  @Test
  void withoutATokenItSaysWhatIsMissing() {
    assertThatThrownBy(() -> Agent.open(settings(false, null)))
        .isInstanceOf(AgentFailure.class)
        .hasMessageContaining("enrolment token");
  }

  @Test
  void twoAgentsDoNotShareAFolder() throws Exception {
    start();

    assertThatThrownBy(() -> Agent.open(settings(false, "once")))
        .isInstanceOf(AgentFailure.class)
        .hasMessageContaining("Another agent uses the folder");
  }

  @Test
  void aServerMustBeGivenAsAnHttpAddress() {
    assertThatThrownBy(() -> AgentSettings.of(URI.create("ftp://x"), data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://");
  }
}
