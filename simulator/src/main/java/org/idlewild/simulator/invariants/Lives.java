package org.idlewild.simulator.invariants;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;
import org.idlewild.work.WorkunitError;

/** What is wrong with workunits and batches. */
final class Lives {
  private Lives() {}

  static Stream<String> answersThatMoved(Change change) {
    return change.units(
        (was, is) ->
            was.canonicalResult().isPresent()
                && !was.canonicalResult().equals(is.canonicalResult()));
  }

  static Stream<String> answersOfNoWorth(Change change) {
    Map<Long, ResultFacts> results = change.now().results();
    return units(
        change,
        unit -> {
          if (unit.canonicalResult().isEmpty()) {
            return false;
          }
          ResultFacts answer = results.get(unit.canonicalResult().getAsLong());
          return answer == null
              || answer.unit() != unit.id()
              || !answer.state().isSuccess()
              || answer.state().validity() != ValidateState.VALID;
        });
  }

  static Stream<String> answeredAndFailed(Change change) {
    return Stream.concat(
        units(change, unit -> unit.hasFailed() && unit.canonicalResult().isPresent()),
        change.units((was, is) -> was.hasFailed() && !is.hasFailed()));
  }

  static Stream<String> endedTwice(Change change) {
    return Stream.concat(
        units(
            change,
            unit ->
                unit.isDone() != unit.assimilated().isPresent()
                    || (unit.assimilateState() != AssimilateState.INIT
                        && !unit.hasFailed()
                        && unit.canonicalResult().isEmpty())),
        change.units(
            (was, is) ->
                is.assimilateState().compareTo(was.assimilateState()) < 0
                    || (was.isDone() && !was.assimilated().equals(is.assimilated()))));
  }

  static Stream<String> batchesEndedTwice(Change change) {
    Map<Long, BatchFacts> now = change.now().batches();
    Map<Long, List<UnitFacts>> units = change.now().byBatch();
    Stream<BatchFacts> early =
        now.values().stream()
            .filter(batch -> batch.ended().isPresent())
            .filter(
                batch ->
                    !units.getOrDefault(batch.id(), List.of()).stream()
                        .allMatch(UnitFacts::isDone));
    Stream<BatchFacts> changed =
        change.before().batches().values().stream()
            .filter(was -> was.ended().isPresent() && now.containsKey(was.id()))
            .filter(
                was ->
                    !was.ended().equals(now.get(was.id()).ended())
                        || !was.output().equals(now.get(was.id()).output()));
    return Stream.concat(early, changed).map(batch -> "batch " + batch.id());
  }

  static Stream<String> lostWorkunits(Change change) {
    Map<Long, List<UnitFacts>> units = change.now().byBatch();
    return change.now().batches().values().stream()
        .filter(batch -> !batch.rowsGone())
        .filter(batch -> units.getOrDefault(batch.id(), List.of()).size() != batch.total())
        .map(batch -> "batch " + batch.id());
  }

  static Stream<String> tooManyResults(Change change) {
    Map<Long, List<ResultFacts>> results = change.now().byUnit();
    return units(change, unit -> of(results, unit).size() > unit.maxTotalResults());
  }

  static Stream<String> groundless(Change change) {
    Map<Long, List<ResultFacts>> results = change.now().byUnit();
    return units(
        change,
        unit ->
            (has(unit, WorkunitError.TOO_MANY_ERROR)
                    && count(results, unit, Lives::isError) <= unit.maxErrorResults())
                || (has(unit, WorkunitError.TOO_MANY_SUCCESS)
                    && count(results, unit, result -> result.state().isSuccess())
                        <= unit.maxSuccessResults())
                || (has(unit, WorkunitError.TOO_MANY_TOTAL)
                    && of(results, unit).size() < unit.maxTotalResults())
                || (unit.cancelled() && !change.now().batches().get(unit.batch()).cancelled()));
  }

  private static boolean isError(ResultFacts result) {
    Outcome outcome = result.state().outcome();
    return !result.byUser()
        && (outcome == Outcome.CLIENT_ERROR || outcome == Outcome.VALIDATE_ERROR);
  }

  static Stream<String> needlessResults(Change change) {
    return change.now().results().values().stream()
        .filter(result -> !change.before().results().containsKey(result.id()))
        .filter(
            result -> {
              UnitFacts was = change.before().units().get(result.unit());
              return was != null && (was.hasFailed() || was.canonicalResult().isPresent());
            })
        .map(ResultFacts::toString);
  }

  static Stream<String> forgotten(Change change) {
    Map<Long, List<ResultFacts>> results = change.now().byUnit();
    return units(
        change,
        unit -> {
          boolean listed =
              unit.transitionTime().isPresent()
                  || unit.needValidate()
                  || unit.assimilateState() != AssimilateState.INIT;
          long next = unit.transitionTime().orElse(Long.MAX_VALUE);
          boolean due = next <= change.time().toEpochMilli();
          return !listed
              || (!due
                  && !unit.held()
                  && of(results, unit).stream()
                      .filter(result -> result.state().server() == ServerState.IN_PROGRESS)
                      .anyMatch(result -> result.deadline().orElse(0) + 1 < next));
        });
  }

  static Stream<String> silentWrites(Change change) {
    return Stream.concat(
        change.units((was, is) -> !was.equals(is) && is.version() <= was.version()),
        change.results((was, is) -> !was.equals(is) && is.version() <= was.version()));
  }

  private static Stream<String> units(Change change, Predicate<UnitFacts> wrong) {
    return change.now().units().values().stream().filter(wrong).map(UnitFacts::toString);
  }

  private static long count(
      Map<Long, List<ResultFacts>> results, UnitFacts unit, Predicate<ResultFacts> which) {
    return of(results, unit).stream().filter(which).count();
  }

  private static List<ResultFacts> of(Map<Long, List<ResultFacts>> results, UnitFacts unit) {
    return results.getOrDefault(unit.id(), List.of());
  }

  private static boolean has(UnitFacts unit, WorkunitError error) {
    return (unit.errors() & 1 << error.ordinal()) != 0;
  }
}
