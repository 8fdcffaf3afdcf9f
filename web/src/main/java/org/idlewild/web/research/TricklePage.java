package org.idlewild.web.research;

import java.util.List;
import org.idlewild.scheduler.trickle.TrickleView;
import org.idlewild.web.http.ProblemException;

/**
 * Messages of running tasks, and answers to them, oldest first.
 *
 * @param last the place of the last one, to be given as {@code after}; null when there is none
 */
public record TricklePage(List<TrickleView> items, Long last) {
  static TricklePage of(List<TrickleView> items) {
    return new TricklePage(items, items.isEmpty() ? null : items.get(items.size() - 1).place());
  }

  /** Where the page begins; 0 when nothing is said. */
  static long after(String text) {
    if (text == null) {
      return 0;
    }
    if (!text.matches("\\d{1,18}")) {
      throw ProblemException.malformed("after must be the place of a message, 0 or more.");
    }
    return Long.parseLong(text);
  }

  /** How many messages it holds at most. */
  static int limit(String text) {
    return Cursor.of("trickles", null, text).limit();
  }
}
