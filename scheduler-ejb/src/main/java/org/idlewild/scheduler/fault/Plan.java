package org.idlewild.scheduler.fault;

import java.util.Arrays;

/**
 * Something to be done at a point.
 *
 * @param pass 1 for the first time that the point is passed
 */
record Plan(Action action, Point point, int pass) {
  /**
   * Reads {@code NAME} or {@code NAME:N}.
   *
   * @throws IllegalArgumentException with a sentence that says what was expected
   */
  static Plan of(Action action, String text) {
    String[] parts = text.strip().split(":", 2);
    String pass = parts.length == 1 ? "1" : parts[1];
    Point point =
        Arrays.stream(Point.values())
            .filter(known -> known.name().equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> wrong(action, text));
    if (!pass.matches("[1-9][0-9]{0,8}")) {
      throw wrong(action, text);
    }
    return new Plan(action, point, Integer.parseInt(pass));
  }

  private static IllegalArgumentException wrong(Action action, String text) {
    return new IllegalArgumentException(
        action.key()
            + " takes the name of a point, or NAME:N for its N-th pass, not '"
            + text
            + "'");
  }
}
