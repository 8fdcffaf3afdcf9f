package org.idlewild.web.http;

import java.util.regex.Pattern;

/** File names that strangers may choose: no folders, no hidden files, no surprises for a shell. */
public final class PlainName {
  private static final Pattern PLAIN = Pattern.compile("(?!\\.)[A-Za-z0-9._-]{1,120}");

  private PlainName() {}

  /**
   * The name itself.
   *
   * @throws ProblemException 400 when it is not plain
   */
  public static String of(String name) {
    if (name == null || !PLAIN.matcher(name).matches()) {
      throw ProblemException.malformed(
          "A file name must be 1 to 120 letters, digits, dots, dashes or underscores and must not start with a dot.");
    }
    return name;
  }
}
