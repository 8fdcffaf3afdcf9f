package org.idlewild.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.idlewild.agent.files.Sha256;
import org.idlewild.agent.policy.Preferences;
import org.idlewild.agent.testing.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent, with real sandboxes, against a server made for it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentTest {
  private static final String COPY = "cat in.txt > out; echo \"$1|$2\" >> out; echo noise >&2";

  @TempDir Path data;
  private FakeServer server;
  private Agent agent;
  private CompletableFuture<Void> running;

  @BeforeEach
  void startServer() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    stopAgent();
    server.close();
  }

  private AgentSettings settings(boolean unsandboxed, String token) {
    return new AgentSettings(
        server.uri(),
        data,
        "tester",
        2,
        1L << 30,
        unsandboxed,
        Optional.ofNullable(token),
        Preferences.always());
  }

  private void start() throws AgentFailure {
    start(settings(false, "once"));
  }

  private void start(AgentSettings settings) throws AgentFailure {
    agent = Agent.open(settings);
    running =
        CompletableFuture.runAsync(
            () -> {
              try {
                agent.run();
              } catch (AgentFailure e) {
                throw new IllegalStateException(e);
              }
            },
            work -> new Thread(work, "agent").start());
  }

  private void stopAgent() {
    if (agent != null) {
      agent.close();
      agent = null;
    }
  }

  private String output(long id, String name) {
    return new String(server.output(id, name), StandardCharsets.UTF_8);
  }

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
  void aCorruptDownloadIsFetchedAgain() throws Exception {
    server.corruptDownloads(1);
    server.order(1, COPY, "out", "given\n");

    start();

    assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(output(1, "out")).startsWith("given\n");
  }

  @Test
  void aBrokenDownloadGoesOnWhereItStopped() throws Exception {
    server.breakDownloads(1);
    server.order(1, COPY + "; : " + "padding ".repeat(10_000), "out", "given\n");

    start();

    assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(server.ranges()).anyMatch(range -> range.matches("bytes=[1-9]\\d*-"));
  }

  @Test
  void aBrokenUploadGoesOnWhereItStopped() throws Exception {
    server.breakUploads(1);
    server.order(1, "head -c 9000000 /dev/zero > out", "out", "");

    start();

    assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(server.output(1, "out")).hasSize(9_000_000);
    assertThat(server.ranges()).contains("bytes 2097152-6291455/9000000");
  }

  @Test
  void aForgottenSessionIsOpenedAgain() throws Exception {
    start();
    server.pollHoldingNothing();
    int before = server.sessions();

    server.forgetSession();
    server.order(1, COPY, "out", "");

    assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(server.sessions()).isEqualTo(before + 2);
  }

  @Test
  void aServerThatRestsGetsItsReportLater() throws Exception {
    server.order(1, "sleep 1; echo x > out", "out", "");
    start();
    server.pollWith("RUNNING");

    server.down(true);
    awaitInJournal("UPLOADING");
    assertThat(running).isNotDone();
    server.down(false);

    assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
  }

  private void awaitInJournal(String state) throws IOException {
    while (!Files.readString(data.resolve("journal.jsonl")).contains(state)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void aTaskThatNobodyWantsIsKilledAndForgotten() throws Exception {
    server.order(1, "sleep 1000", "out", "");
    start();
    server.pollWith("RUNNING");

    server.abort(1);
    server.pollHoldingNothing();

    assertThat(server.hasReports()).isFalse();
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
  void itSaysWhichFilesItHoldsOnlyWhenItIsAsked() throws Exception {
    server.order(1, COPY, "out", "given\n");
    start();
    server.report();
    assertThat(server.pollHoldingNothing().path("files").isNull()).isTrue();

    server.askForFiles(true);
    server.pollHoldingNothing();
    JsonNode files = server.pollHoldingNothing().path("files");
    while (files.isNull()) {
      files = server.pollHoldingNothing().path("files");
    }

    assertThat(files.toString()).contains(Sha256.of("given\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(files).hasSize(2);
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
  void aTaskTalksWithItsResearcherWhileItRuns() throws Exception {
    server.order(
        1,
        """
        echo asked > trickle/up/.q; mv trickle/up/.q trickle/up/q
        while [ ! -e trickle/down/1 ]; do sleep 0.1; done
        cp trickle/down/1 out; echo thanks > trickle/up/z""",
        "out",
        "");
    start();

    assertThat(server.letter()).isEqualTo("asked\n");
    server.write(1, 1, "answered");

    assertThat(server.letter()).isEqualTo("thanks\n");
    assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(output(1, "out")).isEqualTo("answered");
  }

  @Test
  void aSuspendedTaskRestsLetsAnotherRunAndGoesOnLater() throws Exception {
    for (long id = 1; id <= 2; id++) {
      server.order(id, "while [ ! -e go ]; do sleep 0.1; touch go; done; echo x > out", "out", "");
    }
    server.suspend(1L, 2L);
    server.order(3, "echo other > out", "out", "");
    start();
    JsonNode other = server.report();
    assertThat(other.path("resultId").asLong()).isEqualTo(3);
    assertThat(other.path("ending").asText()).isEqualTo("SUCCESS");
    assertThat(server.hasReports()).isFalse();

    server.suspend();

    assertThat(List.of(server.report(), server.report()))
        .extracting(report -> report.path("ending").asText())
        .containsOnly("SUCCESS");
  }

  @Test
  void aRunningTaskThatIsSuspendedStopsAndItsPlaceIsFree() throws Exception {
    server.order(1, "sleep 1; echo x > out", "out", "");
    server.order(2, "sleep 1; echo x > out", "out", "");
    start();
    server.pollWith("RUNNING");
    server.suspend(1L, 2L);
    JsonNode rests = server.pollWith("PAUSED");
    assertThat(rests.path("tasksWanted").asInt()).isEqualTo(6);
    server.order(3, "echo other > out", "out", "");

    assertThat(server.report().path("resultId").asLong()).isEqualTo(3);
    server.suspend();

    assertThat(List.of(server.report(), server.report()))
        .extracting(report -> report.path("ending").asText())
        .containsOnly("SUCCESS");
  }

  @Test
  void aTaskThatIsHeldIsNotTakenTwice() throws Exception {
    server.order(1, "sleep 1; echo x > out", "out", "");
    start();
    server.pollWith("RUNNING");
    assertThat(server.pollWith("RUNNING").path("held")).hasSize(1);

    server.report();
    server.pollHoldingNothing();

    assertThat(server.hasReports()).isFalse();
  }

  @Test
  void noMoreTasksRunThanThereAreProcessors() throws Exception {
    for (int id = 1; id <= 4; id++) {
      server.order(id, "sleep 1; echo x > out", "out", "same");
    }
    start();
    JsonNode poll = server.pollWith("RUNNING");

    assertThat(poll.path("held").findValuesAsText("state"))
        .hasSize(4)
        .filteredOn("RUNNING"::equals)
        .hasSizeLessThanOrEqualTo(2);
    assertThat(poll.path("tasksWanted").asInt()).isEqualTo(2);
    for (int i = 0; i < 4; i++) {
      assertThat(server.report().path("ending").asText()).isEqualTo("SUCCESS");
    }
  }

  @Test
  void afterASuddenEndTasksStartAgainAndNothingFinishedRunsTwice() throws Exception {
    server.order(1, "echo ran > out", "out", "");
    server.order(2, "sleep 1000", "out", "");
    server.breakUploads(1000);
    Process process = agentProcess();
    server.pollWith("UPLOADING");
    server.pollWith("RUNNING");

    process.destroyForcibly().waitFor();
    server.breakUploads(0);
    start(settings(false, null));
    JsonNode report = server.report();

    assertThat(report.path("resultId").asLong()).isEqualTo(1);
    assertThat(output(1, "out")).isEqualTo("ran\n");
    server.pollWith("RUNNING");
    server.abort(2);
    server.pollHoldingNothing();
    stopAgent();
    assertThat(entries(data.resolve("tasks"))).isEmpty();
  }

  private Process agentProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            AgentProcess.class.getName(),
            server.uri().toString(),
            data.toString(),
            "once")
        .inheritIO()
        .start();
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
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
