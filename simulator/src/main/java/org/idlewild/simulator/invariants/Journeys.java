package org.idlewild.simulator.invariants;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;

/** What is wrong with results on their way to hosts and back. */
final class Journeys {
  private static final Set<Outcome> LOST =
      Set.of(Outcome.COULDNT_SEND, Outcome.NO_REPLY, Outcome.DIDNT_NEED, Outcome.CLIENT_DETACHED);

  private Journeys() {}

  static Stream<String> illegalStates(Change change) {
    return change.results(result -> !result.state().isLegal());
  }

  static Stream<String> illegalSteps(Change change) {
    return change.results((was, is) -> !was.state().leadsTo(is.state()));
  }

  static Stream<String> twiceOnAHost(Change change) {
    return twice(change, ResultFacts::host, "host");
  }

  static Stream<String> twiceWithAUser(Change change) {
    return change.terms().oneResultPerUser()
        ? twice(
            change, result -> meant(change, result) ? OptionalLong.empty() : result.user(), "user")
        : Stream.empty();
  }

  /** What is meant for one user's hosts goes to them. */
  private static boolean meant(Change change, ResultFacts result) {
    return change.now().units().get(result.unit()).ties().user().isPresent();
  }

  private static Stream<String> twice(
      Change change, Function<ResultFacts, OptionalLong> holder, String what) {
    return change.now().units().values().stream()
        .flatMap(
            unit ->
                repeated(change.resultsOf(unit), holder)
                    .map(id -> unit + " twice on " + what + " " + id));
  }

  private static Stream<Long> repeated(
      List<ResultFacts> results, Function<ResultFacts, OptionalLong> holder) {
    Set<Long> seen = new HashSet<>();
    return results.stream()
        .flatMap(result -> holder.apply(result).stream().boxed())
        .filter(id -> !seen.add(id));
  }

  static Stream<String> sentTwice(Change change) {
    return change.results(
        (was, is) ->
            was.host().isPresent()
                && !(was.host().equals(is.host())
                    && was.user().equals(is.user())
                    && was.sent().equals(is.sent())));
  }

  static Stream<String> reportedTwice(Change change) {
    return change.results(
        (was, is) -> was.received().isPresent() && !was.received().equals(is.received()));
  }

  static Stream<String> lostAndCounted(Change change) {
    return change.results(
        result -> {
          Outcome outcome = result.state().outcome();
          boolean reported = outcome == Outcome.SUCCESS || outcome == Outcome.CLIENT_ERROR;
          return (LOST.contains(outcome) && result.received().isPresent())
              || (reported && result.received().isEmpty());
        });
  }

  static Stream<String> sentNowhere(Change change) {
    return change.results(
        result -> {
          boolean placed = result.host().isPresent() && result.user().isPresent();
          boolean timed = result.sent().isPresent() && result.deadline().isPresent();
          return result.state().server() == ServerState.UNSENT
              ? placed || timed
              : result.state().server() == ServerState.IN_PROGRESS && !(placed && timed);
        });
  }
}
