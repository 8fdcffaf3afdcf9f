package org.idlewild.agent.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Fetches a batch's output into a file. What was fetched lies in {@code FILE.part} and is continued
 * the next time; FILE appears when it is whole and its SHA-256 is right.
 */
public final class Download {
  private final Api api;
  private final Patience patience;

  /** From a server, as patiently as said. */
  public Download(Api api, Patience patience) {
    this.api = api;
    this.patience = patience;
  }

  /** Fetches the output of a batch that has one. */
  public void fetch(Batch batch, Path file) throws IOException {
    Batch.Output output =
        batch
            .merged()
            .orElseThrow(() -> CommandFailed.failed("Batch %d has no output yet.", batch.id()));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    boolean continued = Files.exists(part) && Files.size(part) > 0;
    if (!tryOnce(batch, output, part) && !(continued && tryOnce(batch, output, part))) {
      throw CommandFailed.failed(
          "The output of batch %d arrived damaged: its SHA-256 is not %s.",
          batch.id(), output.sha256());
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A part that turns out wrong is deleted, so that the next try starts from nothing. */
  private boolean tryOnce(Batch batch, Batch.Output output, Path part) throws IOException {
    patience.keepTrying(() -> complete(batch, output, part));
    if (Sha256.of(part).hex().equals(output.sha256())) {
      return true;
    }
    Files.delete(part);
    return false;
  }

  private Path complete(Batch batch, Batch.Output output, Path part) {
    try {
      long held = Files.exists(part) ? Files.size(part) : 0;
      if (held > output.bytes()) {
        Files.delete(part);
        held = 0;
      }
      if (held < output.bytes() || held == 0) {
        receive(batch, output, part, held);
      }
      return part;
    } catch (IOException e) {
      throw CommandFailed.failed("The file %s cannot be written: %s.", part, e.getMessage());
    }
  }

  private void receive(Batch batch, Batch.Output output, Path part, long held) throws IOException {
    HttpRequest.Builder request = api.request(batch.path() + "/output", Http.PATIENCE).GET();
    if (held > 0) {
      request.header("Range", "bytes=" + held + "-");
      request.header("If-Range", "\"" + output.sha256() + "\"");
    }
    HttpResponse<InputStream> response = api.http().send(request.build());
    if (response.statusCode() != 200 && response.statusCode() != 206) {
      throw api.http().problem(response);
    }
    try (InputStream body = response.body();
        OutputStream out = open(part, response.statusCode() == 206)) {
      copy(body, out, output.bytes() - (response.statusCode() == 206 ? held : 0));
    }
  }

  private static OutputStream open(Path part, boolean append) throws IOException {
    return Files.newOutputStream(
        part,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Failing to read is the connection's fault and worth another try; failing to write is not. */
  private void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long left = bytes; left > 0; ) {
      int read = read(in, buffer, (int) Math.min(left, buffer.length));
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private int read(InputStream in, byte[] buffer, int most) {
    try {
      int read = in.read(buffer, 0, most);
      if (read < 0) {
        throw new Unreachable("The connection to " + api.http().root() + " ended early.");
      }
      return read;
    } catch (IOException e) {
      throw api.http().unreachable(e);
    }
  }
}
