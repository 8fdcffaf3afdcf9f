package org.idlewild.simulator.invariants;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
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
    return change.units(
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
        change.units(unit -> unit.hasFailed() && unit.canonicalResult().isPresent()),
        change.units((was, is) -> was.hasFailed() && !is.hasFailed()));
  }

  static Stream<String> endedTwice(Change change) {
    return Stream.concat(
        change.units(
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
    Stream<BatchFacts> early =
        now.values().stream()
            .filter(batch -> batch.ended().isPresent())
            .filter(batch -> !change.unitsOf(batch.id()).stream().allMatch(UnitFacts::isDone));
    Stream<BatchFacts> changed =
        change.before().batches().values().stream()
            .filter(was -> was.ended().isPresent() && now.containsKey(was.id()))
            .filter(
                was ->
                    !was.ended().equals(now.get(was.id()).ended())
                        || !keepsOutput(was, now.get(was.id())));
    return Stream.concat(early, changed).map(batch -> "batch " + batch.id());
  }

  /** The output of a batch that its owner deleted goes. */
  private static boolean keepsOutput(BatchFacts was, BatchFacts is) {
    return was.output().equals(is.output())
        || (is.departure().retired().isPresent() && is.output().isEmpty());
  }

  static Stream<String> lostWorkunits(Change change) {
    return change.now().batches().values().stream()
        .filter(
            batch ->
                batch.isArchived()
                    ? batch.departure().counted() != batch.total()
                    : change.unitsOf(batch.id()).size() != batch.total())
        .map(batch -> "batch " + batch.id());
  }

  static Stream<String> miscounted(Change change) {
    return change.now().batches().values().stream()
        .filter(batch -> !batch.isArchived())
        .filter(
            batch -> {
              List<UnitFacts> units = change.unitsOf(batch.id());
              long open = units.stream().filter(unit -> !unit.isDone()).count();
              long needy =
                  units.stream()
                      .filter(unit -> unit.fileDeleteState() != FileDeleteState.DONE)
                      .count();
              return batch.unitsLeft() != open || batch.inputsLeft() != needy;
            })
        .map(batch -> "batch " + batch.id());
  }

  static Stream<String> tooManyResults(Change change) {
    return change.units(unit -> change.resultsOf(unit).size() > unit.bounds().maxTotalResults());
  }

  static Stream<String> groundless(Change change) {
    return change.units(
        unit ->
            (has(unit, WorkunitError.TOO_MANY_ERROR)
                    && !unit.held()
                    && count(change, unit, Lives::isError) <= unit.bounds().maxErrorResults())
                || (has(unit, WorkunitError.TOO_MANY_SUCCESS)
                    && count(change, unit, result -> result.state().isSuccess())
                        <= unit.bounds().maxSuccessResults())
                || (has(unit, WorkunitError.TOO_MANY_TOTAL)
                    && change.resultsOf(unit).size() < unit.bounds().maxTotalResults()));
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
    return change.units(
        unit -> {
          boolean listed =
              unit.transitionTime().isPresent()
                  || unit.needValidate()
                  || unit.assimilateState() != AssimilateState.INIT;
          long next = unit.transitionTime().orElse(Long.MAX_VALUE);
          boolean due = next <= change.time().toEpochMilli();
          return !listed
              || (!due
                  && !unit.rests()
                  && change.resultsOf(unit).stream().anyMatch(result -> waitsSooner(result, next)));
        });
  }

  /** Whether something is to be done about a result before a time, or at once. */
  private static boolean waitsSooner(ResultFacts result, long next) {
    return result.state().server() == ServerState.INACTIVE
        || (result.isInProgress() && result.deadline().orElse(0) + 1 < next);
  }

  static Stream<String> silentWrites(Change change) {
    return Stream.concat(
        change.units((was, is) -> !was.equals(is) && is.version() <= was.version()),
        change.results((was, is) -> !was.equals(is) && is.rowVersion() <= was.rowVersion()));
  }

  private static long count(Change change, UnitFacts unit, Predicate<ResultFacts> which) {
    return change.resultsOf(unit).stream().filter(which).count();
  }

  private static boolean has(UnitFacts unit, WorkunitError error) {
    return (unit.errors() & 1 << error.ordinal()) != 0;
  }
}
