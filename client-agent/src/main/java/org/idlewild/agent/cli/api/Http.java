package org.idlewild.agent.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Requests to one server as one user; each failure becomes a {@link Refused} or an {@link
 * Unreachable}.
 */
public final class Http {
  /** How long the server may take to begin its answer to a small request. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How long it may take when a whole file has to be sent first. */
  public static final Duration PATIENCE_WITH_FILES = Duration.ofHours(6);

  private static final int PROBLEM_LIMIT = 64 * 1024;

  private final URI root;
  private final Optional<String> token;
  private final HttpClient client;

  /**
   * A server's root such as {@code http://127.0.0.1:8080}, and the token of the user. Redirections
   * are not followed: the token is for this server alone.
   */
  public Http(URI root, Optional<String> token) {
    this.root = root;
    this.token = token;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** The server's root. */
  public URI root() {
    return root;
  }

  /** A request for a path that starts with a slash, not sent yet. */
  public HttpRequest.Builder request(String path, Duration patience) {
    String base = root.toString().replaceAll("/+$", "");
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(patience);
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  /** Sends it; any status comes back. The caller closes the body. */
  public HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailed.failed("Interrupted.");
    }
  }

  /** Sends it; anything but a 2xx is a failure. The caller closes the body. */
  public InputStream expect(HttpRequest request) {
    HttpResponse<InputStream> response = send(request);
    if (response.statusCode() / 100 != 2) {
      throw problem(response);
    }
    return response.body();
  }

  /** What an answer that is no success says; closes its body. */
  public CommandFailed problem(HttpResponse<InputStream> response) {
    int status = response.statusCode();
    String detail = detail(response);
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      return new Refused(status, detail);
    }
    return new Unreachable("The server at " + root + " failed: " + detail);
  }

  /** A broken connection, as a sentence. */
  public Unreachable unreachable(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return new Unreachable("The server at " + root + " did not answer in time.");
    }
    if (e instanceof ConnectException) {
      return new Unreachable("No server answers at " + root + ".");
    }
    return new Unreachable("The connection to " + root + " broke: " + e.getMessage() + ".");
  }

  private static String detail(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      String detail = Json.read(body.readNBytes(PROBLEM_LIMIT)).path("detail").asText("");
      if (!detail.isBlank()) {
        return detail.strip();
      }
    } catch (IOException e) {
      // An answer without a readable problem is told by its status.
    }
    return "HTTP status " + response.statusCode() + " without an explanation.";
  }
}
