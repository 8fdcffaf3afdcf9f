package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DaemonsTest {
  private static final String DAEMONS =
      """
      {"node":"left","nodes":[{"name":"left"},{"name":"right"}],"daemons":[
        {"name":"TRANSITIONER","node":"left","paused":false,"changedBy":null,"changed":null,
         "lastRun":"1969-12-31T23:59:57Z","durationMillis":12,"lastCount":200,"lastFailed":false,
         "totalCount":1234,"runs":17,"failures":0,"nextRun":"1970-01-01T00:00:04Z"},
        {"name":"FILE_DELETER","node":"left","paused":true,"changedBy":"ada","changed":null,
         "lastRun":null,"durationMillis":0,"lastCount":0,"lastFailed":false,
         "totalCount":0,"runs":0,"failures":0,"nextRun":null}],
       "backlog":{"cap":100000,"unsent":100000,"inProgress":3,"toTransition":0,"toValidate":0,"toAssimilate":0,
         "outputsToDelete":0,"hosts":2,"transitionerLagSeconds":1.5}}
      """;

  private final FakeServer server = new FakeServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsWhatEachDidAndWhatWaits() {
    server.answers("GET /api/v1/daemons", 200, DAEMONS);

    String shown = new CommandLineRun(server).run("daemons").out();

    assertThat(shown.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("transitioner +on +3 s ago +12 ms +200 +1234 +17 +0 +in 4 s"))
        .anySatisfy(line -> assertThat(line).matches("file-deleter +paused by ada +never .* -"))
        .anySatisfy(line -> assertThat(line).matches("results ready to send +100000\\+"))
        .anySatisfy(line -> assertThat(line).endsWith("Nodes that are alive: left, right."))
        .anySatisfy(line -> assertThat(line).matches("results on hosts +3"))
        .anySatisfy(line -> assertThat(line).matches("the longest due since +1.5 s"));
  }

  @Test
  void jsonIsWhatTheServerSaid() throws Exception {
    server.answers("GET /api/v1/daemons", 200, DAEMONS);

    String shown = new CommandLineRun(server).run("daemons", "--output", "json").out();

    assertThat(Json.read(shown.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Json.read(DAEMONS.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void pausesAndResumesADaemon() {
    server.answers(
        "POST /api/v1/daemons/file-deleter/pause",
        200,
        "{\"name\":\"FILE_DELETER\",\"paused\":true}");
    server.answers(
        "POST /api/v1/daemons/file-deleter/resume",
        200,
        "{\"name\":\"FILE_DELETER\",\"paused\":false}");

    assertThat(new CommandLineRun(server).run("daemons", "pause", "file-deleter").out().strip())
        .isEqualTo("file-deleter is paused.");
    assertThat(new CommandLineRun(server).run("daemons", "resume", "file-deleter").out().strip())
        .isEqualTo("file-deleter is on.");
  }

  @Test
  void aRunSaysHowManyItHandledAndAFailedOneFails() {
    server.answers(
        "POST /api/v1/daemons/feeder/run",
        200,
        "{\"name\":\"FEEDER\",\"rows\":7,\"ending\":\"DONE\"}");
    server.answers(
        "POST /api/v1/daemons/feeder/run",
        200,
        "{\"name\":\"FEEDER\",\"rows\":0,\"ending\":\"FAILED\"}");

    assertThat(new CommandLineRun(server).run("daemons", "run", "feeder").out().strip())
        .isEqualTo("feeder ran and handled 7.");
    Result failed = new CommandLineRun(server).run("daemons", "run", "feeder");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.out()).contains("feeder failed; the server's log says why.");
  }

  @Test
  void anUnknownDaemonIsTheServersSentenceAndStatus3() {
    server.refuses("POST /api/v1/daemons/butler/pause", 404, "There is no daemon 'butler'.");

    Result result = new CommandLineRun(server).run("daemons", "pause", "butler");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err().strip()).isEqualTo("There is no daemon 'butler'.");
  }

  @Test
  void watchingLooksAgainUntilItIsStopped() {
    server.answers("GET /api/v1/daemons", 200, DAEMONS);
    server.answers("GET /api/v1/daemons", 200, DAEMONS);
    server.refuses("GET /api/v1/daemons", 401, "The token is not known.");

    CommandLineRun run = new CommandLineRun(server);
    Result result = run.run("daemons", "--watch");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out().lines().filter(line -> line.startsWith("transitioner"))).hasSize(2);
    assertThat(run.pauses()).hasSize(2).allMatch(pause -> pause.toSeconds() == 2);
  }
}
