package org.idlewild.scheduler.batch;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.idlewild.scheduler.Refused;

/** What names and numbers of researchers must look like. */
final class Checks {
  private static final String PLAIN_NAME = "(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9._-]{0,119}";

  private Checks() {}

  static Refused malformed(String message) {
    return new Refused(Refused.Reason.MALFORMED, message);
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw malformed(otherwise);
    }
  }

  /**
   * A name without folders, that no system takes for an option's or a hidden file's. With two dots
   * in a row BOINC's clients would drop all that comes with the file.
   */
  static String plainName(String name) {
    require(
        name != null && name.matches(PLAIN_NAME),
        "a file name has 1 to 120 letters, digits and . _ - with no two dots in a row, and begins"
            + " with none of . -, not '"
            + shown(name)
            + "'");
    return name;
  }

  /** Whether a list that came as JSON holds no null. */
  static boolean isFull(List<?> list) {
    return list.stream().noneMatch(Objects::isNull);
  }

  static void different(List<String> names, String what) {
    Set<String> seen = new HashSet<>();
    names.forEach(name -> require(seen.add(name), "there are two " + what + " named " + name));
  }

  static long between(long value, long least, long most, String what) {
    require(
        value >= least && value <= most,
        what + " is a number from " + least + " to " + most + ", not " + value);
    return value;
  }

  static double amount(double value, double most, String what) {
    require(
        value >= 0 && value <= most, what + " is a number from 0 to " + most + ", not " + value);
    return value;
  }

  /** A stranger's text, short enough for a sentence. */
  static String shown(String text) {
    String some = String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
    return some.length() <= 60 ? some : some.substring(0, 60) + "...";
  }
}
