package org.idlewild.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * A server under test, used as a researcher's scripts would: what the console must show is made
 * here.
 *
 * @param server its root, with a slash at the end
 * @param token an operator's
 */
record ConsoleGrid(URI server, String token) {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BOUNDARY = "part-of-a-console-test";

  /** The server that all tests of this process share. */
  static ConsoleGrid underTest() {
    RunningServer running = RunningServer.get();
    return new ConsoleGrid(running.root(), running.operatorToken());
  }

  /** The same server, spoken to by somebody else. */
  ConsoleGrid as(String otherToken) {
    return new ConsoleGrid(server, otherToken);
  }

  /** Makes a user and gives the user's token. */
  String user(String name, String role) {
    return post("users", Map.of("name", name, "role", role)).get("token").asText();
  }

  /** Registers an app with one version for Java that makes the file {@code out.txt}. */
  void app(String name) {
    app(name, "bitwise");
  }

  /** The same, with a validator. */
  void app(String name, String validator) {
    post("apps", Map.of("name", name, "validator", validator));
    String manifest =
        """
        {"version": 1, "platform": "java", "main": "echo.jar", "arguments": ["{parameter}"],
         "files": [{"name": "echo.jar"}], "outputs": [{"name": "out.txt", "maxBytes": 1000}]}
        """;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api("apps/" + name + "/versions"))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(form(manifest, "echo.jar", jar())));
    send(request);
  }

  /** Submits a batch of so many workunits, each done as soon as one host has done it. */
  long batch(String app, String name, int workunits) {
    return batch(app, name, workunits, 1);
  }

  /** The same, each done as soon as so many hosts agree. */
  long batch(String app, String name, int workunits, int quorum) {
    Map<String, Object> range = Map.of("from", 1, "to", workunits, "step", 1);
    Map<String, Object> parameters = Map.of("range", range);
    return post(
            "batches", Map.of("app", app, "name", name, "quorum", quorum, "parameters", parameters))
        .get("id")
        .asLong();
  }

  void cancel(long batch) {
    post("batches/" + batch + "/cancel", Map.of());
  }

  /** A token that enrols one host. */
  String enrolment() {
    return post("enrolments", Map.of()).get("token").asText();
  }

  /** What is to be read at a path below the API's. */
  JsonNode get(String path) {
    return send(HttpRequest.newBuilder(api(path)));
  }

  private JsonNode post(String path, Map<String, ?> body) {
    return send(
        HttpRequest.newBuilder(api(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString())));
  }

  private URI api(String path) {
    return server.resolve("api/v1/" + path);
  }

  private JsonNode send(HttpRequest.Builder request) {
    return exchange(request.header("Authorization", "Bearer " + token).build());
  }

  /** The JSON of a good answer; anything else fails the test. */
  static JsonNode exchange(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new AssertionError(
            request.method() + " " + request.uri() + " expected a 2xx status: " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] jar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      jar.write("Manifest-Version: 1.0\nMain-Class: Echo\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] form(String manifest, String fileName, byte[] file) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(part("name=\"manifest\"", "application/json"));
    form.writeBytes(manifest.getBytes(StandardCharsets.UTF_8));
    form.writeBytes(
        part("name=\"file\"; filename=\"" + fileName + "\"", "application/octet-stream"));
    form.writeBytes(file);
    form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  private static byte[] part(String disposition, String type) {
    return String.join(
            "\r\n",
            "",
            "--" + BOUNDARY,
            "Content-Disposition: form-data; " + disposition,
            "Content-Type: " + type,
            "",
            "")
        .getBytes(StandardCharsets.UTF_8);
  }
}
