package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.api.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitTest {
  private static final String BATCHES = "POST /api/v1/batches";

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void sendsTheRangeAndTheOptions() {
    server.answers(BATCHES, 201, batch("RUNNING", 0, null));
    server.answers("GET /api/v1/batches/7", 200, batch("RUNNING", 0, null));

    Result result =
        new CommandLineRun(server)
            .run(
                "submit",
                "mersenne",
                "--range",
                "2:4500:30",
                "--quorum",
                "3",
                "--name",
                "m",
                "--delay-bound",
                "60");

    assertThat(result.out().strip()).isEqualTo("batch 7: 4 workunits");
    assertThat(server.asked().get(0).text())
        .isEqualTo(
            "{\"app\":\"mersenne\",\"name\":\"m\",\"quorum\":3,\"delayBoundSeconds\":60,"
                + "\"parameters\":{\"range\":{\"from\":2,\"to\":4500,\"step\":30}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--flops 2e12 --least-run 60 | \"flopsEstimate\":2.0E12,\"leastRunSeconds\":60",
        "--host-class linux | \"hostClass\":\"linux\"",
        "--priority -5 | \"priority\":-5",
        "--host 7 | \"target\":{\"host\":7}",
        "--user ada | \"target\":{\"user\":\"ada\"}",
        "--every-host | \"target\":{\"everyHost\":true}"
      })
  void sendsWhatWorkunitsTakeAndWhoGetsThem(String options, String json) {
    server.answers(BATCHES, 201, batch("RUNNING", 0, null));
    server.answers("GET /api/v1/batches/7", 200, batch("RUNNING", 0, null));

    Result result =
        new CommandLineRun(server).run(("submit a " + options + " --list x").split(" "));

    assertThat(result.status()).isZero();
    assertThat(server.asked().get(0).text())
        .isEqualTo("{\"app\":\"a\"," + json + ",\"parameters\":{\"list\":[\"x\"]}}");
  }

  @Test
  void oneTargetIsEnough() {
    Result result =
        new CommandLineRun(server).run("submit", "a", "--list", "x", "--host", "7", "--every-host");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aListKeepsItsOrderAndItsSpaces() {
    server.answers(BATCHES, 201, batch("RUNNING", 0, null));
    server.answers("GET /api/v1/batches/7", 200, batch("RUNNING", 0, null));

    new CommandLineRun(server).run("submit", "a", "--list", "2 31", "32 61", "--list", "x");

    assertThat(server.asked().get(0).text()).contains("{\"list\":[\"2 31\",\"32 61\",\"x\"]}");
  }

  @Test
  void triesAgainWithTheSameKeyAndTheSameBody() {
    server.answers(BATCHES, 503, "");
    server.answers(BATCHES, 502, "<html>");
    server.answers(BATCHES, 201, batch("RUNNING", 0, null));
    server.answers("GET /api/v1/batches/7", 200, batch("RUNNING", 0, null));

    Result result = new CommandLineRun(server).run("submit", "a", "--list", "x");

    assertThat(result.status()).isZero();
    assertThat(server.asked(BATCHES)).hasSize(3);
    assertThat(server.asked(BATCHES))
        .allMatch(one -> one.header("Idempotency-Key").equals("key-1"))
        .allMatch(one -> one.text().equals(server.asked().get(0).text()));
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    server.refuses(BATCHES, 404, "There is no app 'a'.");

    Result result = new CommandLineRun(server).run("submit", "a", "--list", "x");

    assertThat(result.status()).isEqualTo(3);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void streamsAFileOfParametersBehindTheBatch() throws Exception {
    Path lines = Files.writeString(folder.resolve("p.ndjson"), "\"a\"\n\"b\"\n");
    server.answers(BATCHES, 503, "");
    server.answers(BATCHES, 201, batch("RUNNING", 0, null));
    server.answers("GET /api/v1/batches/7", 200, batch("RUNNING", 0, null));

    Result result = new CommandLineRun(server).run("submit", "a", "--parameters", lines.toString());

    assertThat(result.status()).isZero();
    assertThat(server.asked(BATCHES))
        .hasSize(2)
        .allMatch(asked -> asked.header("Content-Type").equals("application/x-ndjson"))
        .allMatch(asked -> asked.header("Idempotency-Key").equals("key-1"))
        .allMatch(asked -> asked.text().equals("{\"app\":\"a\"}\n\"a\"\n\"b\"\n"));
  }

  @Test
  void aFileThatIsNotThereIsNamedBeforeAnythingIsSent() {
    Result result = new CommandLineRun(server).run("submit", "a", "--parameters", "missing.ndjson");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("The file missing.ndjson cannot be read.");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void anInputIsUploadedFromWhereTheServerHasIt() throws Exception {
    Path input = Files.writeString(folder.resolve("in.dat"), "0123456789");
    String path = " /api/v1/files/" + Sha256.of(input).hex();
    server.answers("HEAD" + path, 204, "", "Upload-Offset", "4", "Upload-Complete", "?0");
    server.answers("PUT" + path, 201, "");
    server.answers(BATCHES, 201, batch("RUNNING", 0, null));
    server.answers("GET /api/v1/batches/7", 200, batch("RUNNING", 0, null));

    new CommandLineRun(server).run("submit", "a", "--list", "x", "--input", input.toString());

    FakeServer.Asked put = server.asked("PUT" + path).get(0);
    assertThat(put.text()).isEqualTo("456789");
    assertThat(put.header("Content-Range")).isEqualTo("bytes 4-9/10");
    assertThat(put.header("Repr-Digest")).isEqualTo(Sha256.of(input).reprDigest());
    assertThat(server.asked(BATCHES).get(0).text())
        .contains(
            "\"inputs\":[{\"name\":\"in.dat\",\"sha256\":\"" + Sha256.of(input).hex() + "\"}]");
  }

  @Test
  void waitsThroughAnOutageAndWritesTheOutput() throws Exception {
    String output = "2\n3\n";
    String whole = batch("COMPLETE", 4, sha256(output));
    server.answers(BATCHES, 201, batch("RUNNING", 0, null));
    server.answers("GET /api/v1/batches/7/progress", 200, progress(1));
    server.answers("GET /api/v1/batches/7/progress", 503, "");
    server.answers("GET /api/v1/batches/7/progress", 503, "");
    server.answers("GET /api/v1/batches/7/progress", 200, progress(4));
    server.answers("GET /api/v1/batches/7", 200, whole);
    server.answers("GET /api/v1/batches/7/output", 200, output);
    Path file = folder.resolve("out");

    Result result =
        new CommandLineRun(server)
            .run("submit", "a", "--list", "x", "--wait", "-o", file.toString());

    assertThat(result.status()).isZero();
    assertThat(file).hasContent(output);
    assertThat(result.err()).containsOnlyOnce("Waiting for it ...").contains("4/4 done");
  }

  @Test
  void aBatchThatLostAWorkunitGivesStatus1() {
    server.answers(BATCHES, 201, batch("RUNNING", 0, null));
    server.answers(
        "GET /api/v1/batches/7/progress", 200, progress(3).replace("\"failed\":0", "\"failed\":1"));
    server.answers("GET /api/v1/batches/7", 200, batch("COMPLETE", 3, null));

    Result result = new CommandLineRun(server).run("submit", "a", "--list", "x", "--wait");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("Batch 7 ended as COMPLETE with 3 of 4 workunits done.");
  }

  private String sha256(String text) throws Exception {
    return Sha256.of(Files.writeString(folder.resolve("expected"), text)).hex();
  }

  private static String progress(int done) {
    return "{\"total\":4,\"unsent\":0,\"inProgress\":0,\"validating\":0,\"assimilating\":0,\"done\":"
        + (done + ",\"failed\":0,\"cancelled\":0}");
  }

  private static String batch(String state, int done, String sha256) {
    String output = sha256 == null ? "null" : "{\"sha256\":\"" + sha256 + "\",\"bytes\":4}";
    return String.format(
        "{\"id\":7,\"app\":\"a\",\"state\":\"%s\",\"output\":%s,\"progress\":%s}",
        state, output, progress(done));
  }
}
