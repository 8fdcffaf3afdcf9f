package org.idlewild.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The server's API as a script uses it; it hands back what came, good or bad.
 *
 * @param server the server's root, with a slash at the end
 * @param token empty for none
 */
record ApiClient(URI server, String token) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String BOUNDARY = "part-of-an-api-test";

  /** The server that all tests of this process share. */
  static ApiClient underTest() {
    RunningServer running = RunningServer.get();
    return new ApiClient(running.root(), running.operatorToken());
  }

  ApiClient as(String otherToken) {
    return new ApiClient(server, otherToken);
  }

  /** A new user's client. */
  ApiClient user(String name, String role) {
    String body = "{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}";
    return as(json(post("users", body)).get("token").asText());
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  HttpResponse<String> head(String path) {
    return send("HEAD", path, BodyPublishers.noBody());
  }

  HttpResponse<String> post(String path, String json, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = "application/json";
    return send("POST", path, BodyPublishers.ofString(json), all);
  }

  HttpResponse<String> put(String path, byte[] body, String... headers) {
    return send("PUT", path, BodyPublishers.ofByteArray(body), headers);
  }

  /** Posts a multipart body; see {@link #part}. */
  HttpResponse<String> form(String path, String... parts) {
    String body = String.join("", parts) + "--" + BOUNDARY + "--\r\n";
    return send(
        "POST",
        path,
        BodyPublishers.ofString(body),
        "Content-Type",
        "multipart/form-data; boundary=" + BOUNDARY);
  }

  static String part(String name, String content) {
    return "--"
        + BOUNDARY
        + "\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + content
        + "\r\n";
  }

  static String file(String name, String fileName, String content) {
    return part(name + "\"; filename=\"" + fileName, content);
  }

  /** Anything else; {@code path} is relative to {@code /api/v1/} unless it begins with a slash. */
  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
    URI uri = path.startsWith("/") ? server.resolve(path) : server.resolve("api/v1/" + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, body).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest(content));
  }

  static String reprDigest(byte[] content) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(digest(content)) + ":";
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
