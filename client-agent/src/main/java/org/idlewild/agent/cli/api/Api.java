package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The researcher's and operator's interface, {@code /api/v1}: JSON in, JSON out. */
public final class Api {
  private static final String PREFIX = "/api/v1";
  private static final int ANSWER_LIMIT = 16 << 20;
  private static final int MOST_PAGES = 10_000;

  private final Http http;

  /** Over a connection. */
  public Api(Http http) {
    this.http = http;
  }

  /** The connection, for transfers. */
  public Http http() {
    return http;
  }

  /** A request below the prefix, not sent yet. */
  public HttpRequest.Builder request(String path, Duration patience) {
    return http.request(PREFIX + path, patience);
  }

  /** Reads a resource. */
  public JsonNode get(String path) {
    return read(request(path, Http.PATIENCE).GET().build());
  }

  /** Reads a resource as a record. */
  public <T> T get(String path, Class<T> type) {
    return Json.as(get(path), type);
  }

  /** Deletes a resource. */
  public JsonNode delete(String path) {
    return read(request(path, Http.PATIENCE).DELETE().build());
  }

  /** Posts JSON. */
  public JsonNode post(String path, JsonNode body) {
    return read(
        request(path, Http.PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  /** Puts JSON. */
  public JsonNode put(String path, JsonNode body) {
    return read(
        request(path, Http.PATIENCE_WITH_FILES)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  /** Changes a resource by what the JSON names. */
  public JsonNode patch(String path, JsonNode body) {
    return read(
        request(path, Http.PATIENCE)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  /** Posts a body of any kind. */
  public JsonNode post(String path, String contentType, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        request(path, Http.PATIENCE_WITH_FILES).header("Content-Type", contentType).POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return read(request.build());
  }

  /** Reads all pages of a list. */
  public ArrayNode list(String path) {
    ArrayNode all = Json.object().putArray("items");
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = get(path + (path.contains("?") ? "&" : "?") + "limit=1000" + cursor);
      answer.path("items").forEach(all::add);
      String next = answer.path("next").asText("");
      if (next.isEmpty() || answer.path("next").isNull()) {
        return all;
      }
      cursor = "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
    return all;
  }

  private JsonNode read(HttpRequest request) {
    try (InputStream body = http.expect(request)) {
      byte[] bytes = body.readNBytes(ANSWER_LIMIT + 1);
      if (bytes.length > ANSWER_LIMIT) {
        throw new Unreachable("The server's answer is larger than " + ANSWER_LIMIT + " bytes.");
      }
      return parsed(bytes);
    } catch (IOException e) {
      throw http.unreachable(e);
    }
  }

  private JsonNode parsed(byte[] bytes) {
    try {
      return Json.read(bytes);
    } catch (IOException e) {
      throw new Unreachable("What answers at " + http.root() + " does not speak JSON.");
    }
  }
}
