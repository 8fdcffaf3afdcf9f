package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the API answers, and in what form: a refusal leaves nothing. */
class ApiIT extends ApiConformance {
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
}
