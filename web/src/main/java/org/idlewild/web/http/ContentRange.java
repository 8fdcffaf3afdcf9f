package org.idlewild.web.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a file a request's body is (RFC 9110, Content-Range in a PUT).
 *
 * @param offset the first byte's offset
 * @param length how many bytes the body has; -1 when nothing says so
 * @param total the whole file's size; -1 when nothing says so
 */
public record ContentRange(long offset, long length, long total) {
  private static final Pattern PART = Pattern.compile("bytes +(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /**
   * Reads the header.
   *
   * @param header null for the whole file
   * @param contentLength the Content-Length, or -1
   * @throws ProblemException 400 when it makes no sense
   */
  public static ContentRange of(String header, long contentLength) {
    if (header == null) {
      return new ContentRange(0, contentLength, contentLength);
    }
    Matcher matcher = PART.matcher(header.strip());
    if (!matcher.matches()) {
      throw ProblemException.malformed(
          "Content-Range must read \"bytes FIRST-LAST/TOTAL\", all three as numbers.");
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    long total = Long.parseLong(matcher.group(3));
    if (first > last || last >= total) {
      throw ProblemException.malformed("Content-Range needs FIRST <= LAST < TOTAL.");
    }
    if (contentLength >= 0 && contentLength != last - first + 1) {
      throw ProblemException.malformed(
          "Content-Range names "
              + (last - first + 1)
              + " bytes, the body has "
              + contentLength
              + ".");
    }
    return new ContentRange(first, last - first + 1, total);
  }
}
