package org.idlewild.web.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;

/**
 * A file, or a part of one, on its way in.
 *
 * @param offset where the body's first byte goes
 * @param total the whole file's size; -1 when nothing says so
 * @param content the body, which ends in 413 past what was announced
 */
public record Upload(long offset, long total, InputStream content) {
  /** The largest file taken: 4 GiB. */
  public static final long LIMIT = 4L << 30;

  /**
   * Reads an upload's headers.
   *
   * @throws ProblemException 400 when they make no sense, 413 when the file would be too large
   */
  public static Upload of(HttpHeaders headers, InputStream body) {
    ContentRange range =
        ContentRange.of(headers.getHeaderString("Content-Range"), contentLength(headers));
    if (range.total() > LIMIT) {
      throw new ProblemException(413, "A file has at most " + LIMIT + " bytes.");
    }
    long limit = range.length() < 0 ? LIMIT : range.length();
    return new Upload(range.offset(), range.total(), new BodyStream(body, "The body", limit));
  }

  private static long contentLength(HttpHeaders headers) {
    String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw ProblemException.malformed("Content-Length must be a number.");
    }
  }
}
