package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Two researchers and an operator who ask a running server without hosts. */
abstract class ApiConformance {
  static final String JAR = "PK\u0003\u0004 stands in for a jar";
  static final String UNKNOWN_FILE = "0".repeat(64);

  final String mark = UUID.randomUUID().toString().substring(0, 8);
  final String app = "app-" + mark;
  ApiClient operator;
  ApiClient ada;
  ApiClient bob;

  @BeforeEach
  void peopleAndAnApp() throws IOException {
    operator = ApiClient.underTest();
    ada = operator.user("ada-" + mark, "RESEARCHER");
    bob = operator.user("bob-" + mark, "RESEARCHER");
    expect(201, ada.post("apps", "{\"name\":\"" + app + "\"}"));
    expect(201, version(1, ""));
  }

  HttpResponse<String> version(int version, String sha256) {
    return version(app, version, sha256);
  }

  HttpResponse<String> version(String app, int version, String sha256) {
    String manifest =
        "{\"version\":%d,\"platform\":\"java\",\"main\":\"a.jar\",\"arguments\":[\"{parameter}\"],\"files\":[{\"name\":\"a.jar\"%s}],\"outputs\":[{\"name\":\"out.txt\",\"maxBytes\":1000}]}"
            .formatted(version, sha256);
    return ada.form(
        "apps/" + app + "/versions",
        ApiClient.part("manifest", manifest),
        ApiClient.file("file", "a.jar", JAR));
  }

  long batch(ApiClient owner, String list) {
    return batch(owner, app, list);
  }

  static long batch(ApiClient owner, String app, String list) {
    HttpResponse<String> response =
        owner.post("batches", "{\"app\":\"" + app + "\",\"parameters\":{\"list\":" + list + "}}");
    expect(201, response);
    return ApiClient.json(response).get("id").asLong();
  }

  static void expect(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  /** The problem's sentence; a HEAD has no body and so no sentence. */
  static String expectProblem(int status, HttpResponse<String> response) {
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
