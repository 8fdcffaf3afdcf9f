package org.idlewild.web.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for (RFC 9110, Range), both ends included.
 *
 * @param first the first byte's offset
 * @param last the last byte's offset
 */
public record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("bytes *= *(\\d{0,18}) *- *(\\d{0,18})");

  /** How many bytes. */
  public long length() {
    return last - first + 1;
  }

  /** The Content-Range of a 206. */
  public String contentRange(long bytes) {
    return "bytes " + first + "-" + last + "/" + bytes;
  }

  /**
   * Reads a Range header against a file's size.
   *
   * @return empty when the whole file is to be sent: no header, several ranges, or nothing we
   *     understand (which the RFC lets a server ignore)
   * @throws Unsatisfiable when the range lies outside the file
   */
  public static Optional<ByteRange> of(String header, long bytes) throws Unsatisfiable {
    Matcher matcher = ONE.matcher(header == null ? "" : header.strip());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (matcher.group(1).isEmpty()) {
      return suffix(Long.parseLong(matcher.group(2)), bytes);
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? bytes - 1 : Long.parseLong(matcher.group(2));
    if (!matcher.group(2).isEmpty() && last < first) {
      return Optional.empty();
    }
    if (first >= bytes) {
      throw new Unsatisfiable();
    }
    return Optional.of(new ByteRange(first, Math.min(last, bytes - 1)));
  }

  private static Optional<ByteRange> suffix(long length, long bytes) throws Unsatisfiable {
    if (length == 0 || bytes == 0) {
      throw new Unsatisfiable();
    }
    return Optional.of(new ByteRange(Math.max(0, bytes - length), bytes - 1));
  }

  /** The range lies outside the file: 416. */
  public static final class Unsatisfiable extends Exception {
    Unsatisfiable() {
      super("the range lies outside the file");
    }
  }
}
