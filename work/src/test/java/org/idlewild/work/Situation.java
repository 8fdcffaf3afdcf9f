package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A workunit and its results, put together in words. Results have the ids 1, 2, 3 in the order in
 * which they are named; a method that speaks of a result means the last one.
 */
final class Situation {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
  static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

  static final Duration WEEK = Duration.ofDays(7);
  static final Delays DELAYS = new Delays(Duration.ZERO, WEEK);

  private final List<Result> results = new ArrayList<>();
  private final Set<WorkunitError> errors = EnumSet.noneOf(WorkunitError.class);
  private int quorum = 2;
  private int target = 2;
  private int maxErrors = 3;
  private int maxTotal = 10;
  private int maxSuccess = 6;
  private Duration delayBound = Duration.ofDays(1);
  private Duration deleteDelay = Duration.ZERO;
  private OptionalLong canonical = OptionalLong.empty();
  private AssimilateState assimilate = AssimilateState.INIT;
  private Optional<Instant> assimilated = Optional.empty();
  private FileDeleteState inputs = FileDeleteState.INIT;
  private Binding binding = Binding.NONE;
  private AppPolicy policy = AppPolicy.DEFAULT;
  private Optional<Hold> hold = Optional.empty();
  private Rest rest = Rest.NONE;

  /** A workunit with a quorum and a target of 2, and no results. */
  static Situation workunit() {
    return new Situation();
  }

  Situation quorum(int results) {
    quorum = results;
    target = Math.max(target, results);
    return this;
  }

  Situation target(int results) {
    target = results;
    return this;
  }

  Situation maxErrors(int results) {
    maxErrors = results;
    return this;
  }

  Situation maxTotal(int results) {
    maxTotal = results;
    return this;
  }

  Situation maxSuccess(int results) {
    maxSuccess = results;
    return this;
  }

  Situation delayBound(Duration bound) {
    delayBound = bound;
    return this;
  }

  Situation deleteDelay(Duration delay) {
    deleteDelay = delay;
    return this;
  }

  Situation inactive() {
    return add(ServerState.INACTIVE, Outcome.INIT, ValidateState.INIT);
  }

  Situation unsent() {
    return add(ServerState.UNSENT, Outcome.INIT, ValidateState.INIT);
  }

  Situation inProgressUntil(Instant deadline) {
    return add(ServerState.IN_PROGRESS, Outcome.INIT, ValidateState.INIT).due(deadline);
  }

  Situation success(ValidateState state) {
    return over(Outcome.SUCCESS, state);
  }

  /** A success that the validator has not seen. */
  Situation success() {
    return success(ValidateState.INIT);
  }

  Situation failed() {
    return over(Outcome.CLIENT_ERROR, ValidateState.INVALID);
  }

  Situation abortedByUser() {
    failed();
    return last(
        r ->
            new Result(
                r.id(),
                r.workunit(),
                r.serverState(),
                r.outcome(),
                r.validateState(),
                r.fileDeleteState(),
                r.host(),
                r.appVersion(),
                Optional.of(Cause.USER),
                r.reportDeadline()));
  }

  Situation noReplyUntil(Instant deadline) {
    return over(Outcome.NO_REPLY, ValidateState.INIT).due(deadline);
  }

  Situation over(Outcome outcome, ValidateState state) {
    return add(ServerState.OVER, outcome, state);
  }

  Situation times(int count, UnaryOperator<Situation> step) {
    Situation done = this;
    for (int i = 0; i < count; i++) {
      done = step.apply(done);
    }
    return done;
  }

  /** A valid result that is the answer. */
  Situation canonical() {
    success(ValidateState.VALID);
    canonical = OptionalLong.of(results.size());
    return this;
  }

  Situation files(FileDeleteState state) {
    return last(result -> result.files(state));
  }

  Situation bound(String hostClass, long version) {
    binding = new Binding(Optional.of(hostClass), OptionalLong.of(version));
    return this;
  }

  Situation policy(AppPolicy policyOfApp) {
    policy = policyOfApp;
    return this;
  }

  Situation error(WorkunitError error) {
    errors.add(error);
    return this;
  }

  Situation inputs(FileDeleteState state) {
    inputs = state;
    return this;
  }

  Situation handedOver(Instant when) {
    assimilate = AssimilateState.DONE;
    assimilated = Optional.of(when);
    return this;
  }

  Situation held(Hold why) {
    hold = Optional.of(why);
    return this;
  }

  /** Its batch is paused. */
  Situation paused() {
    return rests(new Rest(true, rest.since(), rest.until()));
  }

  Situation rests(Rest how) {
    rest = how;
    return this;
  }

  Workunit get() {
    return new Workunit(
        1,
        new Workunit.Rules(quorum, target, maxErrors, maxTotal, maxSuccess, delayBound, 0),
        errors,
        false,
        canonical,
        assimilate,
        inputs,
        assimilated,
        results.stream().anyMatch(r -> r.serverState() == ServerState.IN_PROGRESS),
        binding.hostClass(),
        binding.appVersion(),
        hold,
        Optional.of(NOW));
  }

  List<Result> results() {
    return List.copyOf(results);
  }

  Transition transition() {
    return transition(NOW);
  }

  Transition transition(Instant now) {
    return Transition.of(
        get(), results(), policy.staticClass(), rest, new Delays(deleteDelay, WEEK), now);
  }

  Deletion deletion(Instant now) {
    return Deletion.of(get(), results(), deleteDelay, now);
  }

  /** The validator refused some results and compared the rest by their ids. */
  Validation judged(Set<Long> unreadable, Quorum quorum) {
    return Validation.of(get(), results(), unreadable, quorum);
  }

  private Situation add(ServerState state, Outcome outcome, ValidateState validity) {
    results.add(
        new Result(
            results.size() + 1,
            1,
            state,
            outcome,
            validity,
            FileDeleteState.INIT,
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty()));
    return this;
  }

  private Situation due(Instant deadline) {
    return last(
        r ->
            new Result(
                r.id(),
                r.workunit(),
                r.serverState(),
                r.outcome(),
                r.validateState(),
                r.fileDeleteState(),
                OptionalLong.of(7),
                r.appVersion(),
                r.cause(),
                Optional.of(deadline)));
  }

  private Situation last(UnaryOperator<Result> change) {
    results.set(results.size() - 1, change.apply(results.get(results.size() - 1)));
    return this;
  }
}
