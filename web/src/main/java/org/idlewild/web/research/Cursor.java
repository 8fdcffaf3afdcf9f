package org.idlewild.web.research;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.web.http.ProblemException;

/**
 * Where a page starts and how long it is.
 *
 * @param kind the list; a cursor of one list is not taken by another
 * @param after the last id of the page before; 0 for the first page
 * @param limit the most items, 1 to 1000
 */
public record Cursor(String kind, long after, int limit) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;
  private static final Pattern PLAIN = Pattern.compile("([a-z]{1,20}):(\\d{1,18})");

  /**
   * Reads the query parameters {@code cursor} and {@code limit}, each of which may be null.
   *
   * @throws ProblemException 400 when one is not what this API gave or takes
   */
  public static Cursor of(String kind, String cursor, String limit) {
    return new Cursor(kind, cursor == null ? 0 : after(kind, cursor), limit(limit));
  }

  /** The opaque text that asks for the page after an id. */
  public String next(long last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((kind + ":" + last).getBytes(StandardCharsets.US_ASCII));
  }

  private static int limit(String limit) {
    if (limit == null) {
      return USUAL;
    }
    int value = limit.matches("\\d{1,4}") ? Integer.parseInt(limit) : 0;
    if (value < 1 || value > MOST) {
      throw ProblemException.malformed("limit must be a whole number from 1 to " + MOST + ".");
    }
    return value;
  }

  private static long after(String kind, String cursor) {
    try {
      String plain =
          new String(
              Base64.getUrlDecoder().decode(cursor.substring(0, Math.min(64, cursor.length()))),
              StandardCharsets.US_ASCII);
      Matcher matcher = PLAIN.matcher(plain);
      if (matcher.matches() && matcher.group(1).equals(kind)) {
        return Long.parseLong(matcher.group(2));
      }
    } catch (IllegalArgumentException e) {
      // Not base64: the same mistake as a cursor of another list, and said below.
    }
    throw ProblemException.malformed("cursor must be the \"next\" of a page of this list.");
  }
}
