package org.idlewild.simulator.invariants;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;

/**
 * A grid before and after something happened; the same twice at the first look.
 *
 * @param before as it was
 * @param now as it is
 * @param terms what it was told
 * @param time when it is
 */
record Change(Snapshot before, Snapshot now, Terms terms, Instant time) {

  /** The workunits that were there before and of which something is wrong with what became. */
  Stream<String> units(BiPredicate<UnitFacts, UnitFacts> wrong) {
    return broken(before.units(), now.units(), wrong);
  }

  /** The same of results. */
  Stream<String> results(BiPredicate<ResultFacts, ResultFacts> wrong) {
    return broken(before.results(), now.results(), wrong);
  }

  private static <T> Stream<String> broken(
      Map<Long, T> before, Map<Long, T> now, BiPredicate<T, T> wrong) {
    return before.entrySet().stream()
        .filter(was -> now.containsKey(was.getKey()))
        .filter(was -> wrong.test(was.getValue(), now.get(was.getKey())))
        .map(was -> was.getValue().toString());
  }
}
