package org.idlewild.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.idlewild.scheduler.Refused;

/**
 * A request's body with a limit.
 *
 * <p>Reading past the limit throws {@link Refused} TOO_LARGE, upon which stages drop what they
 * have; a caller that goes away shows as {@link LostBody}.
 */
public final class BodyStream extends FilterInputStream {
  private final String what;
  private final long limit;
  private long count;

  /**
   * Limits a body.
   *
   * @param body the container's stream
   * @param what the body in words, the start of a sentence
   * @param limit the most bytes taken
   */
  public BodyStream(InputStream body, String what, long limit) {
    super(body);
    this.what = what;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    try {
      int octet = in.read();
      return octet < 0 ? octet : counted(1) > 0 ? octet : -1;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    try {
      return counted(in.read(buffer, from, length));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Skipped bytes would not be counted; a body is read, never skipped. */
  @Override
  public long skip(long bytes) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * The container closes its stream itself; a reader that closes early must not end the request.
   */
  @Override
  public void close() {}

  private Refused tooLarge(long most) {
    return new Refused(
        Refused.Reason.TOO_LARGE,
        what + " is larger than " + most + " bytes, the most that is taken.");
  }

  private int counted(int read) {
    if (read > 0) {
      count += read;
      if (count > limit) {
        throw tooLarge(limit);
      }
    }
    return read;
  }

  /** The container has its own limit, an exception of its own that only its name tells apart. */
  private IOException lost(IOException thrown) {
    if (thrown.getClass().getSimpleName().equals("RequestTooBigException")) {
      throw tooLarge(count);
    }
    return new LostBody(thrown);
  }
}
