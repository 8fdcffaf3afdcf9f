package org.idlewild.simulator.invariants;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;

/** A grid before and after something happened; the same twice at the first look. */
final class Change {
  private final Snapshot before;
  private final Snapshot now;
  private final Terms terms;
  private final Instant time;
  private final Map<Long, List<ResultFacts>> results;
  private final Map<Long, List<UnitFacts>> units;

  /**
   * @param before as it was
   * @param now as it is
   * @param terms what it was told
   * @param time when it is
   */
  Change(Snapshot before, Snapshot now, Terms terms, Instant time) {
    this.before = before;
    this.now = now;
    this.terms = terms;
    this.time = time;
    this.results = now.byUnit();
    this.units = now.byBatch();
  }

  Snapshot before() {
    return before;
  }

  Snapshot now() {
    return now;
  }

  Terms terms() {
    return terms;
  }

  Instant time() {
    return time;
  }

  /** The results of a workunit. */
  List<ResultFacts> resultsOf(UnitFacts unit) {
    return results.getOrDefault(unit.id(), List.of());
  }

  /** The workunits of a batch. */
  List<UnitFacts> unitsOf(long batch) {
    return units.getOrDefault(batch, List.of());
  }

  /** The workunits of which something is wrong. */
  Stream<String> units(Predicate<UnitFacts> wrong) {
    return now.units().values().stream().filter(wrong).map(UnitFacts::toString);
  }

  /** The results of which something is wrong. */
  Stream<String> results(Predicate<ResultFacts> wrong) {
    return now.results().values().stream()
        .filter(wrong)
        .map(result -> result + " is " + result.state());
  }

  /** The workunits that were there before and of which something is wrong with what became. */
  Stream<String> units(BiPredicate<UnitFacts, UnitFacts> wrong) {
    return broken(before.units(), now.units(), wrong);
  }

  /** The same of results. */
  Stream<String> results(BiPredicate<ResultFacts, ResultFacts> wrong) {
    return broken(before.results(), now.results(), wrong);
  }

  /** The results that were sent. */
  Stream<ResultFacts> sent() {
    return now.results().values().stream()
        .filter(result -> result.isInProgress())
        .filter(
            result -> {
              ResultFacts was = before.results().get(result.id());
              return was == null || was.host().isEmpty();
            });
  }

  private static <T> Stream<String> broken(
      Map<Long, T> before, Map<Long, T> now, BiPredicate<T, T> wrong) {
    return now.entrySet().stream()
        .filter(
            is -> {
              T was = before.get(is.getKey());
              return was != null && was != is.getValue() && wrong.test(was, is.getValue());
            })
        .map(is -> is.getValue().toString());
  }
}
