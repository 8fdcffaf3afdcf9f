package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What befalls a Windows task on one desktop does not keep its batch from its answer. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WindowsTroubleIT {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Says that it is there, gives others the time to do something, and reads its input. */
  private static final String PROGRAM =
      """
      #include <stdio.h>
      #include <windows.h>
      int main(void) {
        char text[100] = "";
        fclose(fopen("ready", "w"));
        Sleep(SECONDS * 1000);
        FILE *in = fopen("in.txt", "r");
        if (!in) return 1;
        fgets(text, 99, in);
        printf("%s\\n", text);
        return 0;
      }
      """;

  private static final String DESCRIPTION =
      """
      {"app":"APP","manifest":{"version":1,"platform":"windows-x86_64","main":"reader.exe",
       "arguments":["{parameter}"],"files":[{"name":"reader.exe"}],
       "outputs":[{"name":"stdout","maxBytes":1000}]}}
      """;

  private static SmallGrid grid;

  @BeforeAll
  static void startTheGrid() throws Exception {
    grid = SmallGrid.start("trouble-");
  }

  @AfterAll
  static void stopTheGrid() {
    grid.close();
  }

  @Test
  void anInputThatSomebodyChangesOnTheDiskIsNoticedAndAnotherDesktopDoesTheWork() throws Exception {
    Batch batch = submit("tampered", 10);
    grid.local().startAgent("tamperer", "ben");
    spoil(awaitReady("tamperer").resolveSibling("in.txt"));

    assertThat(awaitFailure(batch)).contains("changed by somebody else");
    grid.kill("tamperer");
    grid.local().startAgent("honest", "cleo");
    assertThat(grid.output(batch)).isEqualToIgnoringNewLines("hello");
    assertThat(grid.outcomes(batch)).containsExactlyInAnyOrder("CLIENT_ERROR", "SUCCESS");
    grid.kill("honest");
  }

  @Test
  void aDesktopWhoseDiskIsFullSaysSoStaysUpAndAnotherOneDoesTheWork() throws Exception {
    grid.local().startAgent("full", "dan");
    Path tasks = grid.tasks("full");
    SmallGrid.await("the agent's folder", () -> Files.isDirectory(tasks));
    SmallGrid.await("the host", () -> isKnown("full"));
    grid.kill("full");
    try (SmallDisk disk = SmallDisk.over(tasks)) {
      disk.requireSmall();
      grid.local().startAgent("full", "dan");
      Batch batch = submit("full", 15);

      assertThat(awaitFailure(batch)).contains("The disk of this machine is full.");
      assertThat(grid.local().agent("full").isAlive()).isTrue();
      SmallGrid.await("the task's folder to go", () -> isEmpty(tasks));
      grid.kill("full");
      grid.local().startAgent("roomy", "eve");
      assertThat(grid.output(batch)).isEqualToIgnoringNewLines("hello");
      assertThat(grid.outcomes(batch)).containsExactlyInAnyOrder("CLIENT_ERROR", "SUCCESS");
      grid.kill("roomy");
    }
  }

  @Test
  void whenTheAgentIsKilledNothingOfTheTaskGoesOn() throws Exception {
    Batch batch = submit("orphan", 600);
    grid.local().startAgent("killed", "fay");
    awaitReady("killed");
    assertThat(processesBelow(grid.tasks("killed"))).isNotEmpty();

    Instant killed = Instant.now();
    grid.kill("killed");

    SmallGrid.await("its end", () -> processesBelow(grid.tasks("killed")).isEmpty());
    assertThat(Duration.between(killed, Instant.now())).isLessThan(HEARTBEAT);
    grid.researcher().post(batch.path() + "/cancel", Json.object());
  }

  private static Batch submit(String app, int seconds) throws Exception {
    String source = PROGRAM.replace("SECONDS", Integer.toString(seconds));
    WindowsProgram.compile(grid.app(app).resolve("reader.exe"), source);
    grid.register(app, DESCRIPTION.replace("APP", app));
    Path input = Files.writeString(grid.app(app).resolve("in.txt"), "hello");
    return grid.submit(app, 1, 1, input);
  }

  /** Where a task's program has said that it is there. */
  private static Path awaitReady(String agent) {
    SmallGrid.await("the program's start", () -> ready(agent).isPresent());
    return ready(agent).orElseThrow();
  }

  private static Optional<Path> ready(String agent) {
    Path inside = Path.of("evm/box/root/C/work/ready");
    return list(grid.tasks(agent)).stream()
        .map(task -> task.resolve(inside))
        .filter(Files::exists)
        .findFirst();
  }

  private static void spoil(Path file) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.seek(disk.length() - 1);
      int last = disk.read();
      disk.seek(disk.length() - 1);
      disk.write(last ^ 1);
    }
  }

  private static String awaitFailure(Batch batch) {
    SmallGrid.await("a failure", () -> grid.outcomes(batch).contains("CLIENT_ERROR"));
    return grid.results(batch).get(0).path("message").asText();
  }

  private static boolean isKnown(String host) {
    try {
      return grid.local().operator().list("/hosts").findValuesAsText("name").contains(host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEmpty(Path folder) {
    return list(folder).isEmpty();
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes that were started in a folder or below it. */
  private static List<Path> processesBelow(Path folder) {
    return list(Path.of("/proc")).stream()
        .filter(process -> process.getFileName().toString().matches("[0-9]+"))
        .filter(process -> startedIn(process).filter(at -> at.startsWith(folder)).isPresent())
        .toList();
  }

  private static Optional<Path> startedIn(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
    } catch (IOException e) {
      // It has ended meanwhile.
      return Optional.empty();
    }
  }
}
