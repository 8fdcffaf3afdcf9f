package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** BOINC's own client, as Debian ships it, at work for a server. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(
    value = BoincProject.FOR_ALL,
    mode = ResourceAccessMode.READ,
    target = ResourceLockTarget.CHILDREN)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BoincIT {
  private static final String STDOUT = "{\"name\":\"stdout\",\"maxBytes\":1000}";

  private static BoincProject project;

  private BoincClients clients;

  @BeforeAll
  static void startTheProject() throws Exception {
    project = BoincProject.start("boinc-");
  }

  @AfterAll
  static void stopTheProject() {
    project.close();
  }

  @BeforeEach
  void noClients() {
    clients = project.clients();
  }

  @AfterEach
  void endTheClients() {
    clients.close();
  }

  @Test
  @ResourceLock(BoincProject.FOR_ALL)
  void twoClientsAndAnAgentValidateEachOther() throws Exception {
    // It takes a while of the processor, for credit goes by that.
    String script =
        """
        #!/bin/sh
        awk 'BEGIN { for (i = 0; i < 8000000; i++) sum += i }'
        echo "$1 $(($1 * $1))"
        """;
    project.register("square", script, STDOUT, "");
    Batch batch = project.grid().submit("square", 2, 10);
    BoincClient first = clients.attach("first", "ben");
    BoincClient second = clients.attach("second", "cleo");
    project.grid().local().startAgent("agent", "dora");

    assertThat(project.grid().output(batch)).isEqualTo(squares());

    List<String> outcomes = project.grid().outcomes(batch);
    assertThat(outcomes.stream().filter("SUCCESS"::equals)).hasSizeGreaterThanOrEqualTo(20);
    assertThat(first.complaints()).isEmpty();
    assertThat(second.complaints()).isEmpty();
    clients.await("credit", () -> first.credit() > 0);
  }

  private static String squares() {
    return IntStream.rangeClosed(1, 10)
        .mapToObj(n -> n + " " + n * n + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void theWayAProgramEndsIsToldAndCounted() throws Exception {
    String script =
        """
        #!/bin/sh
        echo "says $1" >&2
        [ $1 -eq 3 ] || echo made >made.txt
        [ $1 -ne 4 ] || head -c 100000 /dev/zero >made.txt
        case $1 in
          1) exit 3 ;;
          2) kill -SEGV $$ ;;
        esac
        """;
    project.register("ends", script, "{\"name\":\"made.txt\",\"maxBytes\":1000}", "");
    BoincClient client = clients.attach("ends", "emil");
    Batch batch = project.submit("ends", "emil", 5);

    clients.await(
        batch, "five ends", results -> results.stream().filter(BoincIT::isOver).count() == 5);

    assertEnd(batch, 1, "CLIENT_ERROR", 3, "process exited with code 3");
    assertEnd(batch, 2, "CLIENT_ERROR", 11, "signal 11");
    assertEnd(batch, 3, "CLIENT_ERROR", 0, "-161");
    assertEnd(batch, 4, "CLIENT_ERROR", 0, "-131");
    assertEnd(batch, 5, "SUCCESS", 0, "");
    assertThat(project.result(batch, 1).path("cause").asText()).isIn("HOST", "UNIT");
    assertThat(client.complaints()).isEmpty();
  }

  private static boolean isOver(JsonNode result) {
    return result.path("serverState").asText().equals("OVER");
  }

  private static void assertEnd(
      Batch batch, int workunit, String outcome, int exitStatus, String words) {
    JsonNode result = project.result(batch, workunit);
    assertThat(result.path("outcome").asText()).as(result.toString()).isEqualTo(outcome);
    assertThat(result.path("exitStatus").asInt()).as(result.toString()).isEqualTo(exitStatus);
    assertThat(result.path("message").asText()).contains(words);
  }

  @Test
  void argumentsAndInputsArriveAsTheyWereWritten() throws Exception {
    String script = "#!/bin/sh\ncat words.txt\nprintf '[%s]' \"$@\"\n";
    project.register(
        "says",
        script,
        STDOUT,
        ",\"arguments\":[\"a b\",\"<c>&d\",\"it's\",\"{parameter}\",\"\\\"q\\\"\"]");
    Path words = project.grid().folder().resolve("words.txt");
    Files.writeString(words, "read\n");
    BoincClient client = clients.attach("says", "finn");
    Batch batch = project.submit("says", "finn", 1, words);

    // A range of one number is its first and its last.
    assertThat(clients.output(batch)).isEqualTo("read\n[a b][<c>&d][it's][1][1][\"q\"]");
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void aProgramThatSpeaksWithTheClientItselfIsStartedAsItIs() throws Exception {
    Files.writeString(project.grid().app("alone").resolve("tables.txt"), "a table\n");
    String script = "#!/bin/sh\ncat tables.txt >stdout\necho 0 >boinc_finish_called\n";
    project.register("alone", script, STDOUT, ",\"boinc\":{\"api\":true}", "tables.txt");
    BoincClient client = clients.attach("alone", "paul");
    Batch batch = project.submit("alone", "paul", 2);

    assertThat(clients.output(batch)).isEqualTo("a table\na table\n");
    assertThat(client.said()).doesNotContain("_launch");
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void whatTheUserEndsCountsAgainstNobodyAndACancelledBatchIsGivenUp() throws Exception {
    project.register("sleeps", "#!/bin/sh\nsleep 600\n", STDOUT, "");
    BoincClient client = clients.attach("sleeps", "gus");
    Batch batch = project.submit("sleeps", "gus", 4);
    clients.await(batch, "four in progress", results -> inProgress(results) == 4);
    SmallGrid.await("two at work", () -> client.count("Starting task") >= 2);
    List<String> running = client.tasks("EXECUTING");
    List<String> waiting = client.tasks("UNINITIALIZED");

    client.say("--task", project.url(), running.get(0), "abort");
    client.say("--task", project.url(), waiting.get(0), "abort");
    clients.await(
        batch, "two given up", results -> results.stream().filter(BoincIT::isOver).count() == 2);

    for (JsonNode result : project.grid().results(batch)) {
      if (isOver(result)) {
        assertThat(result.path("cause").asText()).as(result.toString()).isEqualTo("USER");
        assertThat(result.path("exitStatus").asInt()).isEqualTo(203);
      }
    }
    project.grid().researcher().post(batch.path() + "/cancel", Json.object());
    clients.await("the cancelled ones to be given up", () -> client.tasks("").isEmpty());
    assertThat(client.complaints()).isEmpty();
  }

  private static long inProgress(List<JsonNode> results) {
    return results.stream()
        .filter(result -> result.path("serverState").asText().equals("IN_PROGRESS"))
        .count();
  }

  @Test
  void anAnswerAfterTheDeadlineStillCountsWhileThereIsNoOther() throws Exception {
    project.register("late", "#!/bin/sh\nsleep 25\necho late\n", STDOUT, "");
    // Another host that could compute it and is away, or the work would be given up.
    BoincClient other = clients.attach("away", "hugo");
    SmallGrid.await("the other host", () -> project.hosts("hugo").size() == 1);
    other.stop();
    BoincClient client = clients.attach("late", "hugo");
    SmallGrid.await("the host", () -> project.hosts("hugo").size() == 2);
    Batch batch = project.submitInHaste("late", "hugo", 8);

    clients.await(
        batch,
        "the deadline",
        results -> results.stream().anyMatch(r -> r.path("outcome").asText().equals("NO_REPLY")));
    clients.await(
        batch,
        "the late answer",
        results -> results.stream().anyMatch(r -> r.path("outcome").asText().equals("SUCCESS")));
    assertThat(client.complaints()).isEmpty();
  }

  @Test
  void aRunningTaskTalksWithTheResearcher() throws Exception {
    String script =
        """
        #!/bin/sh
        mkdir -p trickle/up
        echo '<half>done</half>' >trickle/up/new
        mv trickle/up/new trickle/up/1
        while [ ! -e trickle/down/1 ]; do sleep 1; done
        cat trickle/down/1
        """;
    project.register("talks", script, STDOUT, "");
    BoincClient client = clients.attach("talks", "ida");
    Batch batch = project.submit("talks", "ida", 1);
    clients.await(batch, "the task", results -> inProgress(results) == 1);
    String trickles = "/results/" + project.result(batch, 1).path("id").asLong() + "/trickles";

    SmallGrid.await(
        "the task's message", () -> !project.grid().researcher().list(trickles).isEmpty());
    JsonNode message = project.grid().researcher().list(trickles).get(0);
    assertThat(text(message)).contains("<half>done</half>");
    String answer =
        Base64.getEncoder().encodeToString("<go>on</go>".getBytes(StandardCharsets.UTF_8));
    project.grid().researcher().post(trickles, Json.object().put("content", answer));
    assertThat(clients.output(batch)).contains("<go>on</go>");
    assertThat(client.complaints()).isEmpty();
  }

  private static String text(JsonNode message) {
    return new String(
        Base64.getDecoder().decode(message.path("content").asText()), StandardCharsets.UTF_8);
  }
}
