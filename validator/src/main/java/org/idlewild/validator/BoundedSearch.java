package org.idlewild.validator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks for a pattern in lines and gives up when that takes too many steps. The count depends on
 * pattern and line alone, so whoever computes the same line meets the same end.
 */
final class BoundedSearch {
  private static final int STEPS_FOR_A_LINE = 100_000;
  private static final int STEPS_FOR_A_CHARACTER = 100;

  private BoundedSearch() {}

  /** The lines in which the pattern is not found. */
  static List<String> without(Pattern pattern, List<String> lines) throws InvalidOutput {
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      if (!isIn(pattern, line)) {
        kept.add(line);
      }
    }
    return List.copyOf(kept);
  }

  private static boolean isIn(Pattern pattern, String line) throws InvalidOutput {
    try {
      return pattern.matcher(new Counted(line)).find();
    } catch (TooCostly | StackOverflowError failure) {
      throw new InvalidOutput(
          "looking for the option ignore takes too many steps in a line of "
              + line.length()
              + " characters");
    }
  }

  private static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostly() {
      super("too many steps", null, false, false);
    }
  }

  /** A line that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String line;
    private long left;

    Counted(String line) {
      this.line = line;
      this.left = STEPS_FOR_A_LINE + (long) STEPS_FOR_A_CHARACTER * line.length();
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new TooCostly();
      }
      return line.charAt(index);
    }

    @Override
    public int length() {
      return line.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return line.substring(start, end);
    }

    @Override
    public String toString() {
      return line;
    }
  }
}
