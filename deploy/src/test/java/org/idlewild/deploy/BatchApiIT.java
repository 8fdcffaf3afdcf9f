package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches as researchers submit and steer them, against a running server without hosts. */
class BatchApiIT extends ApiConformance {
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
  void aBatchIsDeletedWhenItHasEnded() {
    String tabled = "tabled-" + mark;
    expect(
        201,
        ada.post(
            "apps",
            "{\"name\":\"%s\",\"assimilator\":\"table\",\"assimilatorOptions\":{\"text\":\"9\"}}"
                .formatted(tabled)));
    expect(201, version(tabled, 1, ""));
    long id = batch(ada, tabled, "[\"1\"]");
    expectProblem(409, delete(ada, id));
    expect(200, ada.post("batches/" + id + "/cancel", "{}"));
    awaitEnd(id);
    expectProblem(403, delete(bob, id));

    expect(200, delete(ada, id));
    expect(200, delete(ada, id));

    assertThat(state(ada, id)).isEqualTo("RETIRED");
    assertThat(batches(ada)).doesNotContain(id);
    expectProblem(410, ada.get("batches/" + id + "/output"));
    assertThat(operator.get("/metrics").body())
        .contains("idlewild_files_lost", "idlewild_pass_runs_total{pass=\"SWEEP\"}");
  }

  private static HttpResponse<String> delete(ApiClient owner, long id) {
    return owner.send("DELETE", "batches/" + id, BodyPublishers.noBody());
  }

  /** Passes hand the batch's failures over, each when its turn comes. */
  private void awaitEnd(long id) {
    Instant latest = Instant.now().plusSeconds(120);
    while (ApiClient.json(ada.get("batches/" + id)).get("ended").isNull()) {
      assertThat(Instant.now()).as("the batch ends").isBefore(latest);
      Thread.onSpinWait();
    }
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
}
