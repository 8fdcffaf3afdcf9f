package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.BatchRequest;
import org.idlewild.agent.cli.api.BatchWatch;
import org.idlewild.agent.cli.api.Download;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.api.Progress;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.demo.KnownExponents;
import org.idlewild.agent.demo.LocalGrid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A grid whose processes are killed, not stopped, in the middle of a batch. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CrashIT {

  /** The demonstration's own batch. */
  private static final Range RANGE = new Range(2, 4500, 30);

  private static final int WHEN_DONE = 40;

  private final Surroundings surroundings = surroundings();
  private final Path folder = Launcher.newFolder("crash-");
  private final LocalGrid grid = new LocalGrid(surroundings, folder, false);
  private Api researcher;
  private boolean crashed;

  /** What a crash test does once, in the middle. */
  private interface Crash {
    void happen() throws Exception;
  }

  @BeforeEach
  void startTheGrid() throws IOException {
    grid.startServer(waited -> {});
    researcher = grid.user("ada", "RESEARCHER");
    grid.startAgent("host-1", "ben");
    grid.startAgent("host-2", "cleo");
    Registration.read(surroundings.home().resolve("deploy/examples/mersenne"))
        .send(grid.operator(), "boundary");
    grid.awaitHosts(2);
  }

  @AfterEach
  void stopTheGrid() {
    grid.close();
  }

  @Test
  void aServerKilledInMidBatchLosesNothingAndCountsNothingTwice() throws Exception {
    long batch = submit();

    BatchWatch.Seen seen =
        watch(
            batch,
            () -> {
              grid.server().destroyForcibly().waitFor();
              grid.startServer(waited -> {});
            });

    requireExact(seen);
  }

  @Test
  void anAgentKilledInMidBatchLosesNothingAndCountsNothingTwice() throws Exception {
    long batch = submit();

    BatchWatch.Seen seen =
        watch(
            batch,
            () -> {
              grid.agent("host-1").destroyForcibly().waitFor();
              grid.startAgent("host-1", "ben");
            });

    requireExact(seen);
    assertThat(grid.operator().list("/hosts")).hasSize(2);
  }

  @Test
  void aSecondServerOnTheSameDataOrPortIsRefusedWithOneSentence() throws Exception {
    Launcher.Ended sameData =
        Launcher.run("server", "--data", folder.resolve("server").toString(), "--port", free());
    Launcher.Ended samePort =
        Launcher.run(
            "server",
            "--data",
            folder.resolve("other").toString(),
            "--port",
            grid.address().replaceAll(".*:", ""),
            "--management-port",
            free());

    assertThat(sameData.status()).isEqualTo(1);
    assertThat(sameData.text()).contains("is in use by a server that runs.").hasLineCount(1);
    assertThat(samePort.status()).isEqualTo(1);
    assertThat(samePort.text()).contains("is in use or not to be had").hasLineCount(1);
  }

  private long submit() {
    return BatchRequest.ofRange("mersenne", "crash", 2, RANGE, surroundings.unique().get())
        .send(researcher)
        .id();
  }

  /** The crash happens between two polls, so nothing else of this test is under way. */
  private BatchWatch.Seen watch(long batch, Crash crash) {
    BatchWatch.Seen seen =
        new BatchWatch(
                researcher,
                Duration.ofMillis(100),
                Pause.REAL,
                progress -> crashOnce(progress, crash),
                sentence -> {})
            .untilOver(batch, grid::requireAlive);
    assertThat(crashed).as("crashed in the middle").isTrue();
    return seen;
  }

  private void crashOnce(Progress progress, Crash crash) {
    if (!crashed && progress.done() >= WHEN_DONE && !progress.isOver()) {
      crashed = true;
      try {
        crash.happen();
      } catch (Exception e) {
        throw new AssertionError("The grid could not be started again.", e);
      }
    }
  }

  private void requireExact(BatchWatch.Seen seen) throws IOException {
    Batch batch = seen.batch();
    assertThat(seen.wrongSums()).as("polls whose counts do not sum to the total").isZero();
    assertThat(batch.isWhole()).as("%s", batch).isTrue();
    assertThat(batch.progress().total()).isEqualTo(RANGE.workunits());
    ArrayNode workunits = researcher.list(batch.path() + "/workunits");
    Set<Long> indices = new HashSet<>();
    Set<Long> canonical = new HashSet<>();
    for (JsonNode workunit : workunits) {
      indices.add(workunit.path("index").asLong());
      canonical.add(workunit.path("canonicalResultId").asLong());
    }
    assertThat(workunits).hasSize((int) RANGE.workunits());
    assertThat(indices).hasSize((int) RANGE.workunits());
    assertThat(canonical).hasSize((int) RANGE.workunits()).doesNotContain(0L);
    assertThat(output(batch)).isEqualTo(KnownExponents.upTo((int) RANGE.to()));
  }

  private String output(Batch batch) throws IOException {
    Path file = folder.resolve("output.txt");
    new Download(researcher, surroundings.patience()).fetch(batch, file);
    return Files.readString(file);
  }

  private static String free() {
    return Integer.toString(Ports.free());
  }

  private static Surroundings surroundings() {
    return Surroundings.real().at(JavaCommand.home());
  }
}
