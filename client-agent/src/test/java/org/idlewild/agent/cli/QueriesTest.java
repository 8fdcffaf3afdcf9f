package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriesTest {
  private static final String BATCH =
      """
      {"id":7,"name":"n\\u001b[2J","app":"mersenne","appVersion":1,"owner":2,"quorum":2,"state":"RUNNING",
       "output":null,"created":"2026-11-20T10:00:00Z","new":"field",
       "progress":{"total":4,"unsent":1,"inProgress":1,"validating":0,"assimilating":0,"done":2,"failed":0,"cancelled":0}}
      """;

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsTheBatchesOfAllPages() {
    server.answers("GET /api/v1/batches", 200, "{\"items\":[" + BATCH + "],\"next\":\"a b\"}");
    server.answers("GET /api/v1/batches", 200, "{\"items\":[" + BATCH + "],\"next\":null}");

    Result result = new CommandLineRun(server).run("status");

    assertThat(result.status()).isZero();
    assertThat(result.out().lines()).hasSize(3).last().asString().contains("7", "RUNNING");
  }

  @Test
  void batchesWorkunitsAndHostsArePausedResumedAndAborted() {
    server.answers("POST /api/v1/batches/7/pause", 200, "{\"state\":\"RUNNING\",\"paused\":true}");
    server.answers("POST /api/v1/batches/7/cancel", 200, "{\"state\":\"CANCELLED\"}");
    server.answers("POST /api/v1/workunits/8/pause", 200, "{\"errors\":[],\"hold\":\"OWNER\"}");
    server.answers(
        "POST /api/v1/workunits/8/abort", 200, "{\"errors\":[\"CANCELLED\"],\"hold\":null}");
    server.answers("POST /api/v1/hosts/9/resume", 200, "{\"paused\":false}");

    assertThat(new CommandLineRun(server).run("pause", "batch", "7").out())
        .contains("batch 7: paused");
    assertThat(new CommandLineRun(server).run("abort", "batch", "7").out())
        .contains("batch 7: CANCELLED");
    assertThat(new CommandLineRun(server).run("pause", "workunit", "8").out())
        .contains("workunit 8: held (OWNER)");
    assertThat(new CommandLineRun(server).run("abort", "workunit", "8").out())
        .contains("workunit 8: CANCELLED");
    assertThat(new CommandLineRun(server).run("resume", "host", "9").out())
        .contains("host 9: goes on");
    assertThat(new CommandLineRun(server).run("pause", "planet", "9").status()).isEqualTo(2);
  }

  @Test
  void aNameCannotFoolTheTerminal() {
    server.answers("GET /api/v1/batches/7", 200, BATCH);

    assertThat(new CommandLineRun(server).run("status", "7").out())
        .contains("n?[2J")
        .contains("2/4 done, 1 unsent, 1 running")
        .doesNotContain("\033");
  }

  @Test
  void jsonIsWhatTheServerSaid() throws Exception {
    server.answers("GET /api/v1/batches/7", 200, BATCH);

    Result result = new CommandLineRun(server).run("status", "7", "--output", "json");

    assertThat(Json.read(result.out().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(Json.read(BATCH.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void cancels() {
    server.answers("POST /api/v1/batches/7/cancel", 200, BATCH.replace("RUNNING", "CANCELLED"));

    assertThat(new CommandLineRun(server).run("cancel", "7").out().strip())
        .isEqualTo("batch 7: CANCELLED");
  }

  @Test
  void deletes() {
    server.answers("DELETE /api/v1/batches/7", 200, BATCH.replace("RUNNING", "RETIRED"));

    assertThat(new CommandLineRun(server).run("delete", "7").out().strip())
        .isEqualTo("batch 7: RETIRED");
  }

  @Test
  void listsHosts() {
    server.answers(
        "GET /api/v1/hosts",
        200,
        "{\"items\":[{\"id\":3,\"name\":\"attic\",\"valid\":12,\"credit\":8.3333}],\"next\":null}");

    assertThat(new CommandLineRun(server).run("hosts").out()).contains("attic", "12", "8.33");
  }

  @Test
  void showsAndSetsPreferences(@TempDir Path folder) throws Exception {
    String xml = "<global_preferences><max_ncpus>1</max_ncpus></global_preferences>";
    Path file = Files.writeString(folder.resolve("prefs.xml"), xml);
    server.answers("GET /api/v1/account/preferences", 200, "{\"preferences\":\"<old/>\"}");
    server.answers("PUT /api/v1/account/preferences", 200, "{\"preferences\":\"<new/>\"}");

    assertThat(new CommandLineRun(server).run("preferences").out()).contains("<old/>");
    assertThat(new CommandLineRun(server).run("preferences", file.toString()).out())
        .contains("<new/>");
    assertThat(new CommandLineRun(server).run("preferences", "none.xml").status()).isEqualTo(2);
  }

  @Test
  void letsAClientLeaveAndComeBack() {
    server.answers("POST /api/v1/hosts/3/detach", 200, "{\"id\":3}");
    server.answers("POST /api/v1/hosts/3/attach", 200, "{\"id\":3}");

    assertThat(new CommandLineRun(server).run("hosts", "detach", "3").out())
        .contains("host 3 leaves");
    assertThat(new CommandLineRun(server).run("hosts", "attach", "3").out())
        .contains("host 3 comes back");
    assertThat(new CommandLineRun(server).run("hosts", "detach").status()).isEqualTo(2);
  }

  @Test
  void listsPluginsAndSwitchesOneOn() {
    server.answers(
        "GET /api/v1/plugins",
        200,
        "[{\"kind\":\"VALIDATOR\",\"name\":\"mine\",\"source\":\"mine.jar\",\"state\":\"OFF\","
            + "\"lastError\":\"It hangs.\",\"calls\":7,\"failures\":4,\"threadsLeft\":4}]");
    server.answers("POST /api/v1/plugins/validators/mine/on", 204, "");

    assertThat(new CommandLineRun(server).run("plugins").out())
        .containsPattern("validator +mine +mine.jar +off +7 +4 +4 +It hangs\\.");
    assertThat(new CommandLineRun(server).run("plugins", "on", "validator", "mine").out().strip())
        .isEqualTo("mine is on");
  }

  @Test
  void listsMakesAndFillsTeams() {
    server.answers(
        "GET /api/v1/teams",
        200,
        "{\"items\":[{\"id\":2,\"name\":\"red\",\"members\":3,\"credit\":100,\"recentCredit\":1.5}],"
            + "\"next\":null}");
    server.answers("POST /api/v1/teams", 201, "{\"id\":2,\"name\":\"red\"}");
    server.answers("POST /api/v1/teams/2/members", 204, "");

    assertThat(new CommandLineRun(server).run("team").out())
        .containsPattern("2 +red +3 +100.00 +1.50");
    assertThat(new CommandLineRun(server).run("team", "add", "red").out().strip())
        .isEqualTo("team 2");
    assertThat(new CommandLineRun(server).run("team", "join", "2", "ben").out().strip())
        .isEqualTo("ben is in team 2");
  }

  @Test
  void aNewUsersTokenIsTheWholeAnswer() {
    server.answers("POST /api/v1/users", 201, "{\"id\":4,\"name\":\"ada\",\"token\":\"t-4\"}");

    Result result = new CommandLineRun(server).run("user", "add", "ada", "--role", "volunteer");

    assertThat(result.out().strip()).isEqualTo("t-4");
    assertThat(server.asked().get(0).text()).isEqualTo("{\"name\":\"ada\",\"role\":\"VOLUNTEER\"}");
  }

  @Test
  void anEnrolmentTokenGoesIntoAFileThatOnlyItsOwnerReads() throws Exception {
    server.answers(
        "POST /api/v1/enrolments", 201, "{\"token\":\"once\",\"user\":\"ben\",\"expires\":\"x\"}");
    Path file = folder.resolve("enrolment");

    Result result =
        new CommandLineRun(server).run("enrolment", "--user", "ben", "--token-to", file.toString());

    assertThat(server.asked().get(0).text()).isEqualTo("{\"user\":\"ben\"}");
    assertThat(result.out() + result.err()).doesNotContain("once");
    assertThat(file).hasContent("once");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whyAWorkunitWaitsIsSaidWithTheRulesInTheWay() {
    server.answers(
        "GET /api/v1/workunits/7/explain",
        200,
        """
        {"id":7,"reason":"NO_MATCH","sentence":"none fits","looked":3,"limit":1000,"obstacles":[
         {"rule":"NO_SANDBOX","sentence":"no sandbox\\u001b","count":2},
         {"rule":"SAME_USER","sentence":"same user","count":1}]}
        """);

    Result result = new CommandLineRun(server).run("explain", "workunit", "7");

    assertThat(result.status()).isZero();
    assertThat(result.out().lines())
        .containsExactly("workunit 7: none fits (3 hosts)", "  2 x no sandbox?", "  1 x same user");
  }

  @Test
  void thatNotAllWasLookedAtIsSaid() {
    server.answers(
        "GET /api/v1/hosts/4/explain",
        200,
        "{\"id\":4,\"sentence\":\"none fits\",\"looked\":1000,\"limit\":1000,\"obstacles\":[]}");

    assertThat(new CommandLineRun(server).run("explain", "host", "4").out().strip())
        .isEqualTo("host 4: none fits (1000 workunits that wait, the most that are looked at)");
  }
}
