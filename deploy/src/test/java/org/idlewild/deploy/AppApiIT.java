package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps and what is said about them, against a running server. */
class AppApiIT extends ApiConformance {
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

  private HttpResponse<String> patch(ApiClient by, String json) {
    return by.send(
        "PATCH", "apps/" + app, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }
}
