package org.idlewild.agent.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a file onto the server under its SHA-256, continuing where an earlier try broke off. */
public final class Upload {
  /** The largest file that a server takes. */
  static final long LIMIT = 4L << 30;

  private static final int MOST_PARTS = 100_000;

  private final Api api;
  private final Patience patience;

  /** To a server, as patiently as said. */
  public Upload(Api api, Patience patience) {
    this.api = api;
    this.patience = patience;
  }

  /** Sends the file unless the server holds it; its SHA-256 is what the server calls it. */
  public Sha256 put(Path file) throws IOException {
    long size = Files.size(file);
    if (size > LIMIT) {
      throw CommandFailed.failed("%s has %d bytes; a server takes at most %d.", file, size, LIMIT);
    }
    Sha256 sha256 = Sha256.of(file);
    for (int part = 0; part < MOST_PARTS; part++) {
      if (patience.keepTrying(() -> sendRest(file, size, sha256))) {
        return sha256;
      }
    }
    throw new Unreachable("The server takes " + file + " in too many small parts.");
  }

  private boolean sendRest(Path file, long size, Sha256 sha256) {
    HttpResponse<InputStream> state =
        answer(api.request(path(sha256), Http.PATIENCE).method("HEAD", BodyPublishers.noBody()));
    if (state.statusCode() == 404) {
      return send(file, size, 0, sha256);
    }
    if (state.statusCode() / 100 != 2) {
      throw api.http().problem(state);
    }
    if ("?1".equals(state.headers().firstValue("Upload-Complete").orElse("?0"))) {
      return true;
    }
    long offset = state.headers().firstValueAsLong("Upload-Offset").orElse(0);
    return send(file, size, Math.max(0, Math.min(offset, size)), sha256);
  }

  /** Whether the file is complete now; a 409 only means that the offset was not the server's. */
  private boolean send(Path file, long size, long offset, Sha256 sha256) {
    HttpRequest.Builder request =
        api.request(path(sha256), Http.PATIENCE_WITH_FILES)
            .header("Repr-Digest", sha256.reprDigest())
            .header("Content-Type", "application/octet-stream")
            .PUT(rest(file, offset, size));
    if (offset > 0 && offset < size) {
      request.header("Content-Range", "bytes " + offset + "-" + (size - 1) + "/" + size);
    }
    HttpResponse<InputStream> answer = answer(request);
    int status = answer.statusCode();
    if (status / 100 != 2 && status != 409) {
      throw api.http().problem(answer);
    }
    drop(answer);
    return status != 202 && status != 409;
  }

  private void drop(HttpResponse<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw api.http().unreachable(e);
    }
  }

  private HttpResponse<InputStream> answer(HttpRequest.Builder request) {
    return api.http().send(request.build());
  }

  private static String path(Sha256 sha256) {
    return "/files/" + sha256.hex();
  }

  private static BodyPublisher rest(Path file, long offset, long size) {
    long from = offset < size ? offset : 0;
    return size == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> openAt(file, from)), size - from);
  }

  private static InputStream openAt(Path file, long offset) {
    try {
      InputStream in = Files.newInputStream(file);
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
