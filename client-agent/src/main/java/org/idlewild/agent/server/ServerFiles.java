package org.idlewild.agent.server;

import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.agent.files.ByteSink;
import org.idlewild.agent.files.ByteSource;
import org.idlewild.agent.files.Corrupt;
import org.idlewild.agent.files.Outgoing;
import org.idlewild.agent.files.Refused;
import org.idlewild.agent.files.Sha256;
import org.idlewild.protocol.Protocol;

/** Files from and to the server. */
public final class ServerFiles implements ByteSource, ByteSink {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-.*");
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int PARTIAL = 206;
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

  private final Http http;
  private final Session session;
  private final Function<Outgoing, String> path;

  /** Makes one for inputs and outputs. */
  public ServerFiles(Http http, Session session) {
    this(http, session, file -> of(file) + "/outputs/" + file.name());
  }

  private ServerFiles(Http http, Session session, Function<Outgoing, String> path) {
    this.http = http;
    this.session = session;
    this.path = path;
  }

  /** Where checkpoints go; a result has one at a time, whatever its name. */
  public ByteSink checkpoints() {
    return new ServerFiles(http, session, file -> of(file) + "/checkpoint");
  }

  private static String of(Outgoing file) {
    return Protocol.RESULTS + "/" + file.task();
  }

  @Override
  public Part open(String sha256, long offset) throws IOException {
    return session.call(token -> open(sha256, offset, token));
  }

  private Part open(String sha256, long offset, String token) throws IOException {
    Invocation.Builder request = http.request(Protocol.FILES + "/" + sha256, token);
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    Http.Answer answer = http.send(request, "GET", null);
    long start = answer.status() == PARTIAL ? start(answer) : 0;
    return new Part(start, closing(answer));
  }

  private static long start(Http.Answer answer) throws IOException {
    String range = answer.header("Content-Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range.strip());
    if (!matcher.matches()) {
      answer.close();
      throw new IOException("The server sent a part of a file without saying which.");
    }
    return Long.parseLong(matcher.group(1));
  }

  private static InputStream closing(Http.Answer answer) {
    return new FilterInputStream(answer.body()) {
      @Override
      public void close() {
        answer.close();
      }
    };
  }

  @Override
  public Held held(Outgoing output) throws IOException {
    return session.call(
        token -> {
          try (Http.Answer answer =
              http.send(http.request(path.apply(output), token), "HEAD", null)) {
            boolean complete = "?1".equals(answer.header(Protocol.UPLOAD_COMPLETE));
            return new Held(offset(answer, 0), complete);
          }
        });
  }

  @Override
  public Held put(Outgoing output, long offset, byte[] piece) throws IOException {
    try {
      return session.call(token -> put(output, offset, piece, token));
    } catch (Refused e) {
      if (e.status() == BAD_REQUEST) {
        throw new Corrupt(e.getMessage());
      }
      throw e;
    }
  }

  private Held put(Outgoing output, long offset, byte[] piece, String token) throws IOException {
    Invocation.Builder request =
        http.request(path.apply(output), token)
            .header(Protocol.REPR_DIGEST, Sha256.reprDigest(output.sha256()));
    if (piece.length < output.bytes()) {
      request.header("Content-Range", range(offset, piece.length, output.bytes()));
    }
    Entity<byte[]> body = Entity.entity(piece, MediaType.APPLICATION_OCTET_STREAM_TYPE);
    try (Http.Answer answer = http.send(request, "PUT", body, CONFLICT)) {
      long next = offset + piece.length;
      return switch (answer.status()) {
        case CREATED -> new Held(output.bytes(), true);
        case ACCEPTED -> new Held(offset(answer, next), false);
        case CONFLICT -> new Held(offset(answer, 0), false);
        default ->
            throw new IOException("The server answered an upload with " + answer.status() + ".");
      };
    }
  }

  private static String range(long offset, int length, long total) {
    return String.format(
        Locale.ROOT, "bytes %d-%d/%d", offset, Math.max(offset, offset + length - 1), total);
  }

  private static long offset(Http.Answer answer, long otherwise) throws IOException {
    String header = answer.header(Protocol.UPLOAD_OFFSET);
    if (header == null) {
      return otherwise;
    }
    if (!header.strip().matches("\\d{1,18}")) {
      throw new IOException("The server's " + Protocol.UPLOAD_OFFSET + " must be a number.");
    }
    return Long.parseLong(header.strip());
  }
}
