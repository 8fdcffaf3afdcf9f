package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.local.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "submitt",
        "submit",
        "submit mersenne",
        "submit mersenne --range 1:2",
        "submit mersenne --range 9:2:1",
        "submit mersenne --range 0:100000:1",
        "submit mersenne --range 1:9:1 --list 5",
        "submit mersenne --range 1:9:1 -o out",
        "submit mersenne --range 1:9:1 --quorum two",
        "fetch 5",
        "fetch five -o out",
        "status --server ftp://example.org",
        "status --server http://",
        "status --output xml",
        "daemons stop feeder",
        "daemons pause",
        "daemons pause ../users",
        "daemons run feeder --watch",
        "user add",
        "user add ada --role king",
        "server --port 70000",
        "server --database-user ada",
        "server --database-url jdbc:oracle:x",
        "server --database-url jdbc:mysql://h/d?password=x",
        "agent",
        "agent --data d --server x",
        "agent --data d --server http://h --processors 0"
      })
  void answersAMisunderstoodLineWithOneSentenceAndStatus2(String line) {
    Result result =
        new CommandLineRun(Map.of("IDLEWILD_TOKEN", "secret"), folder).run(line.split(" ", -1));

    assertThat(result.status()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).hasLineCount(1).endsWith(lineEnd()).doesNotContain("secret");
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server",
        "agent",
        "register",
        "submit",
        "status",
        "fetch",
        "cancel",
        "hosts",
        "daemons",
        "plugins",
        "team",
        "user",
        "enrolment"
      })
  void explainsEachCommand(String command) {
    Result result = new CommandLineRun(Map.of(), folder).run(command, "--help");

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("Usage: idlewild " + command);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aRefusalIsTheServersSentenceAndStatus3() {
    server.refuses("GET /api/v1/batches/7", 403, "Batch 7 is somebody else's.");

    Result result = new CommandLineRun(server).run("status", "7");

    assertThat(result).isEqualTo(new Result(3, "", "Batch 7 is somebody else's." + lineEnd()));
  }

  @Test
  void aServerThatIsNotThereGivesStatus4AfterThreeTries() {
    String nobody = "http://127.0.0.1:" + Ports.free();
    CommandLineRun run =
        new CommandLineRun(Map.of("IDLEWILD_SERVER", nobody, "IDLEWILD_TOKEN", "t"), folder);

    Result result = run.run("status");

    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err())
        .isEqualTo(
            String.format(
                "No server answers at %s. Trying again ...%nNo server answers at %s.%n",
                nobody, nobody));
    assertThat(run.pauses()).hasSize(2);
  }

  @Test
  void anAnswerThatIsNoJsonGivesStatus4() {
    server.answers("GET /api/v1/batches/7", 200, "<html>");

    Result result = new CommandLineRun(server).run("status", "7");

    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err()).contains("does not speak JSON.");
  }

  @Test
  void withoutATokenNothingIsAsked() {
    Result result =
        new CommandLineRun(Map.of("IDLEWILD_SERVER", server.address()), folder).run("hosts");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("Your token is expected").hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aTokenComesFromAFileAndGoesIntoTheHeader() throws Exception {
    server.answers("GET /api/v1/hosts", 200, "{\"items\":[],\"next\":null}");
    Path token = Files.writeString(folder.resolve("token"), "from-file\n");

    new CommandLineRun(server).run("hosts", "--token-file", token.toString());

    assertThat(server.asked().get(0).header("Authorization")).isEqualTo("Bearer from-file");
  }

  @Test
  void aTokenFileWithMoreThanATokenIsNotSent() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "two words");

    Result result = new CommandLineRun(server).run("hosts", "--token-file", token.toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void theAgentGetsWhatTheLineSays() {
    List<AgentOptions> started = new ArrayList<>();
    CommandLineRun run = new CommandLineRun(Map.of(), folder);
    AgentStarter starter =
        options -> {
          started.add(options);
          return 5;
        };

    Result result =
        run.run(
            run.surroundings(),
            List.of(new AgentCommand(run.surroundings(), starter)),
            ("agent --server http://grid:80 --data /d --enrolment-token-file /t --name n"
                    + " --processors 3 --unsandboxed --beta --only-when-idle --not-on-battery --others-load 0.5")
                .split(" ", -1));

    assertThat(result.status()).isEqualTo(5);
    assertThat(started)
        .containsExactly(
            new AgentOptions(
                URI.create("http://grid:80"),
                Path.of("/d"),
                Optional.of(Path.of("/t")),
                Optional.of("n"),
                Optional.of(3),
                true,
                true,
                new AgentOptions.Manners(true, true, 0.5)));
  }

  private static String lineEnd() {
    return System.lineSeparator();
  }
}
