package org.idlewild.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.idlewild.agent.files.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a whole agent does when lines, sessions, servers or it itself break. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentTransfersTest extends AgentAndServer {
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
}
