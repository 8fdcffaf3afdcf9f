package org.idlewild.scheduler.status;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A part of a listing.
 *
 * @param items what it holds
 * @param next where the next page begins; empty when this is the last
 */
public record Page<T>(List<T> items, Optional<Long> next) {

  /** A page out of a query that asked for one more than the page holds. */
  static <R, T> Page<T> of(List<R> found, int limit, ToLongFunction<R> place, Function<R, T> view) {
    boolean more = found.size() > limit;
    List<R> here = more ? found.subList(0, limit) : found;
    Optional<Long> next =
        more ? Optional.of(place.applyAsLong(here.get(limit - 1))) : Optional.empty();
    return new Page<>(here.stream().map(view).toList(), next);
  }
}
