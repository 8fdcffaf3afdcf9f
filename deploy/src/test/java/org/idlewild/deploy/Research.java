package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A researcher with one app, whose requests get through to a server that comes and goes. Threads:
 * one at a time.
 */
final class Research {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROGRAM = "PK\3\4";

  private final Line line;
  private final ApiClient operator;
  private final String name;
  private final ApiClient researcher;

  /** Makes the researcher; the name is the app's as well. */
  Research(Line line, ApiClient operator, String name) {
    this.line = line;
    this.operator = operator;
    this.name = name;
    this.researcher = user("researcher", "RESEARCHER");
  }

  /** A new user's client. */
  ApiClient user(String who, String role) {
    int[] attempt = {0};
    // A token that nobody was shown is lost with its user; the operator takes another name.
    HttpResponse<String> made =
        line.again(
            () -> {
              String fresh = name + "-" + who + "-" + attempt[0]++;
              return operator.post("users", json(Map.of("name", fresh, "role", role)));
            });
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return operator.as(ApiClient.json(made).path("token").asText());
  }

  /** Registers the app; its program is uploaded in pieces, and again as a part of the form. */
  void app() {
    done(() -> researcher.post("apps", json(Map.of("name", name))));
    upload(PROGRAM);
    String manifest =
        """
        {"version": 1, "platform": "java", "main": "app.jar", "arguments": ["{parameter}"],
         "files": [{"name": "app.jar"}], "outputs": [{"name": "stdout", "maxBytes": 1000}]}
        """;
    done(
        () ->
            researcher.form(
                "apps/" + name + "/versions",
                ApiClient.part("manifest", manifest),
                ApiClient.file("file", "app.jar", PROGRAM)));
  }

  /** Submits a batch at quorum 2; its workunits answer with their parameters. */
  long submit(String what, int units, boolean withInput) {
    List<Map<String, String>> inputs =
        withInput
            ? List.of(Map.of("name", "input", "sha256", upload(name + "'s input")))
            : List.of();
    Map<String, Object> request =
        Map.of(
            "app",
            name,
            "name",
            what,
            "quorum",
            2,
            "parameters",
            Map.of("list", parameters(what, units)),
            "inputs",
            inputs);
    HttpResponse<String> answer =
        line.again(() -> researcher.post("batches", json(request), "Idempotency-Key", name + what));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return ApiClient.json(answer).path("id").asLong();
  }

  void cancel(long batch) {
    done(() -> researcher.post("batches/" + batch + "/cancel", "{}"));
  }

  /** A batch as the researcher sees it. */
  JsonNode batch(long id) {
    return read("batches/" + id);
  }

  /** Every answer is right, in its place, and there once; every workunit has one that counts. */
  void requireAnswers(long batch, String what, int units) {
    HttpResponse<String> output = line.again(() -> researcher.get("batches/" + batch + "/output"));
    assertThat(output.body())
        .isEqualTo(
            parameters(what, units).stream().map(p -> p + "\n").collect(Collectors.joining()));
    assertThat(batch(batch).path("progress").path("done").asInt()).isEqualTo(units);
    JsonNode workunits = read("batches/" + batch + "/workunits?limit=1000").path("items");
    Set<Long> canonical = new HashSet<>();
    workunits.forEach(workunit -> canonical.add(workunit.path("canonicalResultId").asLong()));
    assertThat(workunits).hasSize(units);
    assertThat(canonical).hasSize(units).doesNotContain(0L);
  }

  private JsonNode read(String path) {
    HttpResponse<String> answer = line.again(() -> researcher.get(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ApiClient.json(answer);
  }

  private static List<String> parameters(String what, int units) {
    return IntStream.range(0, units).mapToObj(i -> what + "-" + i).toList();
  }

  private String upload(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String path = "files/" + ApiClient.sha256(bytes);
    Pieces.send(
        line,
        bytes,
        () -> researcher.head(path),
        (range, piece) -> researcher.put(path, piece, "Content-Range", range));
    return ApiClient.sha256(bytes);
  }

  /** What is there already was done by a request whose answer was lost. */
  private void done(Supplier<HttpResponse<String>> request) {
    HttpResponse<String> answer = line.again(request);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 202, 409);
  }

  private static String json(Map<String, ?> value) {
    return JSON.valueToTree(value).toString();
  }
}
