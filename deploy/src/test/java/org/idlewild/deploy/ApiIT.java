package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The API against a running server without hosts: what it takes, what it refuses, and that a
 * refusal leaves nothing.
 */
class ApiIT {
  private static final String JAR = "PK\u0003\u0004 stands in for a jar";
  private static final String UNKNOWN_FILE = "0".repeat(64);

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String app = "app-" + mark;
  private ApiClient operator;
  private ApiClient ada;
  private ApiClient bob;

  @BeforeEach
  void peopleAndAnApp() throws IOException {
    operator = ApiClient.underTest();
    ada = operator.user("ada-" + mark, "RESEARCHER");
    bob = operator.user("bob-" + mark, "RESEARCHER");
    expect(201, ada.post("apps", "{\"name\":\"" + app + "\"}"));
    expect(201, version(1, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "0000000000000000000000000000000000000000000"})
  void withoutAUsersTokenNothingIsAnswered(String token) {
    for (String path : List.of("me", "batches", "apps", "hosts", "/metrics")) {
      HttpResponse<String> response = operator.as(token).get(path);
      expectProblem(401, response);
      assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }
  }

  @Test
  void whoAsksIsKnown() {
    assertThat(ApiClient.json(ada.get("me")).get("name").asText()).isEqualTo("ada-" + mark);
    assertThat(ApiClient.json(operator.get("me")).get("role").asText()).isEqualTo("OPERATOR");
  }

  @Test
  void somebodyElsesBatchIsForbidden() {
    long id = batch(ada, "[\"1\"]");
    for (String path : List.of("", "/progress", "/results", "/workunits", "/output", "/events")) {
      expectProblem(403, bob.get("batches/" + id + path));
    }
    expectProblem(403, bob.post("batches/" + id + "/cancel", "{}"));
    assertThat(state(ada, id)).isEqualTo("RUNNING");
    expect(200, operator.get("batches/" + id));
  }

  @Test
  void onlyOperatorsMayOperate() {
    expectProblem(403, ada.post("users", "{\"name\":\"eve-" + mark + "\",\"role\":\"OPERATOR\"}"));
    expectProblem(403, ada.get("daemons"));
    expectProblem(403, ada.get("/metrics"));
    expectProblem(403, ada.post("daemons/feeder/pause", ""));
    expect(200, operator.get("daemons"));
    assertThat(operator.get("/metrics").body())
        .contains("idlewild_results_unsent", "jvm_memory_used_bytes");
  }

  @Test
  void anOperatorPausesResumesAndRunsADaemon() {
    assertThat(ApiClient.json(operator.post("daemons/file-deleter/pause", "")).get("paused"))
        .hasToString("true");
    assertThat(operator.get("/metrics").body())
        .contains("idlewild_pass_paused{pass=\"FILE_DELETER\"} 1")
        .contains("idlewild_pass_runs_total{pass=\"FEEDER\"}")
        .contains("idlewild_transitioner_lag_seconds");
    JsonNode run = ApiClient.json(operator.post("daemons/file-deleter/run", ""));
    assertThat(run.get("ending").asText()).isEqualTo("DONE");
    assertThat(ApiClient.json(operator.post("daemons/file-deleter/resume", "")).get("paused"))
        .hasToString("false");
    HttpResponse<String> unknown = operator.post("daemons/butler/run", "");
    expectProblem(404, unknown);
    assertThat(unknown.body()).contains("transitioner, feeder");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    expectProblem(404, ada.get("batches/999999999"));
    expectProblem(404, ada.get("batches/one"));
    expectProblem(404, ada.get("apps/nothing-" + mark));
    expectProblem(404, ada.get("files/" + UNKNOWN_FILE));
    expectProblem(404, ada.get("nowhere"));
    expectProblem(
        404, ada.post("batches", "{\"app\":\"nothing\",\"parameters\":{\"list\":[\"1\"]}}"));
    expectProblem(
        404, ada.form("apps/nothing-" + mark + "/versions", ApiClient.part("manifest", "{}")));
  }

  @Test
  void aMethodOrMediaTypeThatDoesNotFitIsNamed() {
    HttpResponse<String> response = ada.send("DELETE", "batches", BodyPublishers.noBody());
    expectProblem(405, response);
    assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET").contains("POST");
    expectProblem(
        415,
        ada.send("POST", "batches", BodyPublishers.ofString("x"), "Content-Type", "text/plain"));
    expectProblem(406, ada.get("me", "Accept", "text/html"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | Line 1, column",
        "{\"app\": \"a\",\\n \"quorum\": \"two\"} | Line 2, column 12: \"quorum\": a whole number expected.",
        "{\"app\": \"a\", \"colour\": 1} | \"colour\": no such field",
        "{\"app\": \"a\"} {} | nothing expected after",
        "[] | an object expected",
        "{\"app\": \"a\"} | Parameters must come in one way",
        "{\"app\": \"APP\", \"parameters\": {\"range\": {\"from\": 5, \"to\": 1, \"step\": 1}}} | range",
        "{\"app\": \"APP\", \"parameters\": {\"range\": {\"from\": 1, \"to\": 200000, \"step\": 1}}} | 100000",
        "{\"app\": \"APP\", \"quorum\": 0, \"parameters\": {\"list\": [\"1\"]}} | quorum",
        "{\"app\": \"APP\", \"parameters\": {\"list\": []}} | workunits",
      })
  void malformedJsonIsRefusedWithItsPlace(String body, String detail) {
    String text = body.replace("\\n", "\n").replace("APP", app);
    assertThat(expectProblem(400, ada.post("batches", text))).containsIgnoringCase(detail);
    assertThat(batches(ada)).isEmpty();
  }

  @Test
  void malformedNdjsonIsRefusedWithItsLine() {
    String detail =
        expectProblem(
            400,
            ada.form(
                "batches",
                ApiClient.part("batch", "{\"app\":\"" + app + "\"}"),
                ApiClient.part("parameters", "\"1\"\n\"2\"\n{\"parameter\": 3}\n")));
    assertThat(detail).startsWith("Line 3:");
    assertThat(batches(ada)).isEmpty();
  }

  @Test
  void aBatchOfLinesAndFilesIsTaken() {
    HttpResponse<String> response =
        ada.form(
            "batches",
            ApiClient.file("input", "in.txt", "hello"),
            ApiClient.part("parameters", "\"1\"\n{\"parameter\":\"2\",\"inputs\":[\"in.txt\"]}\n"),
            ApiClient.part("batch", "{\"app\":\"" + app + "\",\"name\":\"lines\"}"));
    expect(201, response);
    JsonNode batch = ApiClient.json(response);
    assertThat(response.headers().firstValue("Location").orElse(""))
        .endsWith("/api/v1/batches/" + batch.get("id").asLong());
    assertThat(batch.get("progress").get("total").asLong()).isEqualTo(2);
    String sha256 = ApiClient.sha256("hello".getBytes(StandardCharsets.UTF_8));
    assertThat(ada.get("files/" + sha256).body()).isEqualTo("hello");
    expectProblem(404, bob.get("files/" + sha256));
  }

  @Test
  void theSameKeyFindsTheSameBatchAndRefusesAnother() {
    String body = "{\"app\":\"" + app + "\",\"parameters\":{\"list\":[\"1\",\"2\"]}}";
    String other = "{\"app\":\"" + app + "\",\"parameters\":{\"list\":[\"1\",\"3\"]}}";
    HttpResponse<String> first = ada.post("batches", body, "Idempotency-Key", mark);
    HttpResponse<String> again = ada.post("batches", " " + body, "Idempotency-Key", mark);
    expect(201, first);
    expect(200, again);
    assertThat(ApiClient.json(again).get("id")).isEqualTo(ApiClient.json(first).get("id"));
    expectProblem(422, ada.post("batches", other, "Idempotency-Key", mark));
    expect(201, bob.post("batches", other, "Idempotency-Key", mark));
    assertThat(batches(ada)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "..", ".hidden", "a/b", "a b", "/etc/passwd"})
  void aFileNameThatIsNotPlainIsRefused(String name) {
    expectProblem(
        400,
        ada.form(
            "batches",
            ApiClient.part("batch", "{\"app\":\"" + app + "\",\"parameters\":{\"list\":[\"1\"]}}"),
            ApiClient.file("input", name, "hello " + mark)));
    assertThat(batches(ada)).isEmpty();
    expectProblem(
        404,
        ada.head("files/" + ApiClient.sha256(("hello " + mark).getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void aManifestWhoseChecksumDoesNotMatchIsRefused() {
    expectProblem(400, version(2, ",\"sha256\":\"" + UNKNOWN_FILE + "\""));
    expectProblem(400, ada.form("apps/" + app + "/versions", ApiClient.file("file", "a.jar", JAR)));
    expectProblem(409, version(1, ""));
    expectProblem(409, ada.post("apps", "{\"name\":\"" + app + "\"}"));
    assertThat(ApiClient.json(ada.get("apps/" + app)).get("versions")).hasSize(1);
  }

  @Test
  void anAppsPolicyIsChangedByItsOwnerInParts() {
    String change =
        "{\"policy\":{\"weight\":200,\"redundancy\":\"system\",\"footprint\":{\"cpuSeconds\":60}}}";
    expectProblem(403, patch(bob, change));
    expect(200, patch(ada, change));
    expect(200, patch(operator, "{\"policy\":{\"beta\":true}}"));

    JsonNode policy = ApiClient.json(bob.get("apps/" + app)).get("policy");
    assertThat(policy.get("weight").asInt()).isEqualTo(200);
    assertThat(policy.get("redundancy").asText()).isEqualTo("system");
    assertThat(policy.get("footprint").get("cpuSeconds").asInt()).isEqualTo(60);
    assertThat(policy.get("beta").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"policy\":{\"weight\":0}} | weight is a number from 1 to 1000",
        "{\"policy\":{\"weight\":\"1\"}} | \"policy.weight\": a whole number expected",
        "{\"policy\":{\"colour\":1}} | \"policy.colour\": no such field",
        "{\"policy\":{\"redundancy\":\"os\"}} | redundancy is one of any, system, processor",
        "{\"validatorOptions\":{\"a b\":\"1\"}} | an option of validatorOptions",
        "{\"validator\":\"other\"} | \"validator\": no such field",
      })
  void aChangeThatMakesNoSenseIsRefused(String change, String detail) {
    assertThat(expectProblem(400, patch(ada, change))).containsIgnoringCase(detail);
    assertThat(ApiClient.json(ada.get("apps/" + app)).get("policy").get("weight").asInt())
        .isEqualTo(100);
  }

  @Test
  void workIsMeantForWhoItSays() {
    String parameters = "\"parameters\":{\"list\":[\"1\"]}}";
    String batch = "{\"app\":\"" + app + "\",\"flopsEstimate\":1e12,\"leastRunSeconds\":5,";
    HttpResponse<String> response = ada.post("batches", batch + parameters);
    expect(201, response);
    long id = ApiClient.json(response).get("id").asLong();
    JsonNode workunit = ApiClient.json(ada.get("batches/" + id + "/workunits")).get("items").get(0);
    assertThat(workunit.get("flopsEstimate").asDouble()).isEqualTo(1e12);
    assertThat(workunit.get("leastRunSeconds").asInt()).isEqualTo(5);
    assertThat(workunit.get("targetHost").isNull()).isTrue();

    expectProblem(
        404, ada.post("batches", batch + "\"target\":{\"host\":999999999}," + parameters));
    expectProblem(404, ada.post("batches", batch + "\"target\":{\"user\":\"x\"}," + parameters));
    expectProblem(400, ada.post("batches", batch + "\"target\":{}," + parameters));
    expectProblem(
        409,
        ada.post("batches", batch + "\"target\":{\"user\":\"bob-" + mark + "\"}," + parameters));
  }

  private HttpResponse<String> patch(ApiClient by, String json) {
    return by.send(
        "PATCH", "apps/" + app, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  @Test
  void anUploadGoesOnWhereItStopped() {
    byte[] content = ("content of " + mark).getBytes(StandardCharsets.UTF_8);
    String path = "files/" + ApiClient.sha256(content);
    expectProblem(404, ada.head(path));
    HttpResponse<String> half =
        ada.put(path, part(content, 0, 5), "Content-Range", "bytes 0-4/" + content.length);
    expect(202, half);
    assertThat(half.headers().firstValue("Upload-Offset")).contains("5");
    HttpResponse<String> wrong =
        ada.put(path, part(content, 7, 9), "Content-Range", "bytes 7-8/" + content.length);
    expectProblem(409, wrong);
    assertThat(wrong.headers().firstValue("Upload-Offset")).contains("5");
    expectProblem(404, ada.get(path));
    expect(
        201,
        ada.put(
            path,
            part(content, 5, content.length),
            "Content-Range",
            "bytes 5-" + (content.length - 1) + "/" + content.length));
    assertThat(ada.head(path).headers().firstValue("Upload-Complete")).contains("?1");
    assertThat(ada.get(path).body()).isEqualTo("content of " + mark);
  }

  @Test
  void aChecksumThatDoesNotMatchKeepsNothing() {
    byte[] content = ("not it " + mark).getBytes(StandardCharsets.UTF_8);
    String path = "files/" + ApiClient.sha256(mark.getBytes(StandardCharsets.UTF_8));
    expectProblem(400, ada.put(path, content));
    expectProblem(400, ada.put(path, content, "Repr-Digest", ApiClient.reprDigest(content)));
    expectProblem(404, ada.head(path));
  }

  @Test
  void anUploadPastItsDeclaredSizeIsTooLarge() {
    String path = "files/" + ApiClient.sha256(mark.getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> chunked =
        ada.send(
            "PUT",
            path,
            BodyPublishers.ofByteArrays(List.of(new byte[4], new byte[4])),
            "Content-Range",
            "bytes 0-4/5");
    expectProblem(413, chunked);
    expectProblem(413, ada.put(path, new byte[2], "Content-Range", "bytes 0-1/99999999999"));
    expectProblem(400, ada.put(path, new byte[3], "Content-Range", "bytes 0-1/2"));
    expectProblem(400, ada.put(path, new byte[3], "Content-Range", "nonsense"));
    expectProblem(404, ada.head(path));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 206, h, bytes 0-0/11",
    "bytes=6-, 206, world, bytes 6-10/11",
    "bytes=-3, 206, rld, bytes 8-10/11",
    "bytes=0-99, 206, hello world, bytes 0-10/11",
    "bytes=11-, 416, , bytes */11",
    "'bytes=0-1,3-4', 200, hello world, "
  })
  void aFileIsServedByRange(String range, int status, String body, String contentRange) {
    byte[] content = "hello world".getBytes(StandardCharsets.UTF_8);
    String path = "files/" + ApiClient.sha256(content);
    expect(201, ada.put(path, content));
    HttpResponse<String> response = ada.get(path, "Range", range);
    expect(status, response);
    assertThat(response.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
    if (body != null) {
      assertThat(response.body()).isEqualTo(body);
      assertThat(response.headers().firstValue("Repr-Digest"))
          .contains(ApiClient.reprDigest(content));
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @Test
  void pagesCoverAListOnce() {
    long first = batch(ada, "[\"1\"]");
    long second = batch(ada, "[\"1\"]");
    long third = batch(ada, "[\"1\"]");
    batch(bob, "[\"1\"]");
    List<Long> seen = new ArrayList<>();
    String query = "batches?limit=2";
    for (int page = 0; page < 2; page++) {
      JsonNode list = ApiClient.json(ada.get(query));
      list.get("items").forEach(item -> seen.add(item.get("id").asLong()));
      query = "batches?limit=2&cursor=" + list.get("next").asText();
      assertThat(list.get("next").isNull()).isEqualTo(page == 1);
    }
    assertThat(seen).containsExactly(third, second, first);
    expectProblem(400, ada.get("batches?limit=0"));
    expectProblem(400, ada.get("batches?limit=x"));
    expectProblem(400, ada.get("batches?cursor=x"));
    expectProblem(400, ada.get("batches/" + first + "/results?state=LOST"));
  }

  @Test
  void workunitsAreListedInTheirOrder() {
    long id = batch(ada, "[\"c\",\"a\",\"b\"]");
    JsonNode page = ApiClient.json(ada.get("batches/" + id + "/workunits?limit=2"));
    JsonNode rest =
        ApiClient.json(
            ada.get("batches/" + id + "/workunits?limit=2&cursor=" + page.get("next").asText()));
    assertThat(
            Stream.of(page, rest)
                .flatMap(list -> list.findValuesAsText("parameter").stream())
                .toList())
        .containsExactly("c", "a", "b");
  }

  @Test
  void theCountsSumToTheTotal() {
    long id = batch(ada, "[\"1\",\"2\",\"3\"]");
    ada.post("batches/" + id + "/cancel", "{}");
    JsonNode progress = ApiClient.json(ada.get("batches/" + id + "/progress"));
    long sum =
        Stream.of(
                "unsent",
                "inProgress",
                "validating",
                "assimilating",
                "done",
                "failed",
                "cancelled",
                "held")
            .mapToLong(name -> progress.get(name).asLong())
            .sum();
    assertThat(sum).isEqualTo(progress.get("total").asLong()).isEqualTo(3);
  }

  @Test
  void aBatchAndAWorkunitRestAndGoOn() {
    long id = batch(ada, "[\"1\",\"2\"]");
    JsonNode units = ApiClient.json(ada.get("batches/" + id + "/workunits")).get("items");
    String unit = "workunits/" + units.get(0).get("id").asLong();
    expectProblem(403, bob.post("batches/" + id + "/pause", "{}"));
    expectProblem(403, bob.get(unit));
    expectProblem(404, ada.post("workunits/999999999/abort", "{}"));
    expectProblem(404, ada.post("hosts/999999999/pause", "{}"));

    HttpResponse<String> paused = ada.post("batches/" + id + "/pause", "{}");
    expect(200, paused);
    assertThat(ApiClient.json(paused).get("paused").asBoolean()).isTrue();
    assertThat(ApiClient.json(paused).at("/progress/held").asInt()).isEqualTo(2);
    assertThat(ApiClient.json(ada.post(unit + "/pause", "{}")).get("hold").asText())
        .isEqualTo("OWNER");
    expect(200, ada.post("batches/" + id + "/resume", "{}"));
    assertThat(ApiClient.json(ada.get("batches/" + id)).at("/progress/held").asInt()).isEqualTo(1);
    expect(200, ada.post(unit + "/resume", "{}"));
    expect(200, ada.post(unit + "/abort", "{}"));
    assertThat(ApiClient.json(ada.get(unit)).get("errors").get(0).asText()).isEqualTo("CANCELLED");
  }

  @Test
  void eventsTellTheStateAtOnceAndEndWithTheBatch() {
    long id = batch(ada, "[\"1\"]");
    expectProblem(409, ada.get("batches/" + id + "/output"));
    expect(200, ada.post("batches/" + id + "/cancel", "{}"));
    expect(200, ada.post("batches/" + id + "/cancel", "{}"));
    // The body is whole only when the server has ended the stream.
    String events = ada.get("batches/" + id + "/events", "Accept", "text/event-stream").body();
    assertThat(events).contains("event: progress").contains("\"state\":\"CANCELLED\"");
    expectProblem(410, ada.get("batches/" + id + "/output"));
  }

  @Test
  void anAgentWithoutASessionIsAnsweredNothing() {
    ApiClient nobody = operator.as("");
    expectProblem(401, nobody.post("/scheduler", "{\"protocol\":1}"));
    expectProblem(401, ada.post("/scheduler", "{\"protocol\":1}"));
    expectProblem(401, ada.get("/scheduler/files/" + UNKNOWN_FILE));
    expectProblem(400, nobody.post("/scheduler/challenge", "{\"protocol\":99}"));
    expectProblem(
        404, nobody.post("/scheduler/challenge", "{\"protocol\":1,\"hostId\":999999999}"));
    expectProblem(400, nobody.post("/scheduler/enrol", "{\"protocol\":1}"));
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() {
    for (HttpResponse<String> response : List.of(ada.get("me"), ada.get("nowhere"), ada.get("/"))) {
      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'self'");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
    assertThat(ada.get("me").headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void healthIsToldToAnyone() {
    assertThat(ApiClient.json(operator.as("").get("/health/ready")).get("status").asText())
        .isEqualTo("UP");
    assertThat(ApiClient.json(operator.as("").get("/health/live")).get("status").asText())
        .isEqualTo("UP");
  }

  private HttpResponse<String> version(int version, String sha256) {
    String manifest =
        "{\"version\":%d,\"platform\":\"java\",\"main\":\"a.jar\",\"arguments\":[\"{parameter}\"],\"files\":[{\"name\":\"a.jar\"%s}],\"outputs\":[{\"name\":\"out.txt\",\"maxBytes\":1000}]}"
            .formatted(version, sha256);
    return ada.form(
        "apps/" + app + "/versions",
        ApiClient.part("manifest", manifest),
        ApiClient.file("file", "a.jar", JAR));
  }

  private long batch(ApiClient owner, String list) {
    HttpResponse<String> response =
        owner.post("batches", "{\"app\":\"" + app + "\",\"parameters\":{\"list\":" + list + "}}");
    expect(201, response);
    return ApiClient.json(response).get("id").asLong();
  }

  private static List<Long> batches(ApiClient owner) {
    List<Long> ids = new ArrayList<>();
    ApiClient.json(owner.get("batches"))
        .get("items")
        .forEach(item -> ids.add(item.get("id").asLong()));
    return ids;
  }

  private static String state(ApiClient owner, long id) {
    return ApiClient.json(owner.get("batches/" + id)).get("state").asText();
  }

  private static byte[] part(byte[] content, int from, int to) {
    return java.util.Arrays.copyOfRange(content, from, to);
  }

  private static void expect(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  /** The problem's sentence; a HEAD has no body and so no sentence. */
  private static String expectProblem(int status, HttpResponse<String> response) {
    expect(status, response);
    if (response.request().method().equals("HEAD")) {
      return "";
    }
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = ApiClient.json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).isNotBlank();
    return problem.get("detail").asText();
  }
}
