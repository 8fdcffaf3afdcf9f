package org.idlewild.simulator.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seeds from one to another, both included.
 *
 * @param from the first
 * @param to the last, at least the first
 */
record Seeds(long from, long to) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

  Seeds {
    if (to < from) {
      throw new IllegalArgumentException(
          "the last seed must not come before the first, as in " + from + ".." + to);
    }
  }

  /** Reads {@code A..B}, or one seed. */
  static Seeds of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "seeds are given as 1..200, or as one number, not as '" + text + "'");
    }
    long from = Long.parseLong(matcher.group(1));
    return new Seeds(from, matcher.group(2) == null ? from : Long.parseLong(matcher.group(2)));
  }

  long count() {
    return to - from + 1;
  }
}
