package org.idlewild.web.research;

import java.util.List;
import org.idlewild.scheduler.status.Page;

/**
 * A page of a list, as JSON.
 *
 * @param items the items
 * @param next the cursor of the page after this one; null on the last
 */
public record Listing<T>(List<T> items, String next) {
  static <T> Listing<T> of(Page<T> page, Cursor cursor) {
    return new Listing<>(page.items(), page.next().map(cursor::next).orElse(null));
  }

  /** A page of a list that is short enough to be whole in memory; positions serve as ids. */
  static <T> Listing<T> slice(List<T> all, Cursor cursor) {
    int from = (int) Math.min(cursor.after(), all.size());
    int to = Math.min(from + cursor.limit(), all.size());
    return new Listing<>(
        List.copyOf(all.subList(from, to)), to < all.size() ? cursor.next(to) : null);
  }
}
