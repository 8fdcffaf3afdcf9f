package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What follows for a workunit from the facts about its results (BOINC: transitioner.cpp,
 * handle_wu).
 *
 * @param workunit as it shall be
 * @param changed the results that shall change, as they shall be; the rest stay
 * @param rest of the workunit, as it shall be
 * @param resultsToMake how many new results to add, inactive ones while the workunit rests
 * @param retry whether those replace ended ones and so deserve to be sent sooner
 */
public record Transition(
    Workunit workunit, List<Result> changed, Rest rest, int resultsToMake, boolean retry) {

  /**
   * A workunit without an answer is looked at again after this at the latest, whatever happened.
   */
  private static final Duration LONGEST_WAIT = Duration.ofDays(10);

  /**
   * Decides.
   *
   * @param workunit as it stands
   * @param results all results of it
   * @param staticClass whether its host class stays whatever happens
   * @param before whether it rests, as far as known
   * @param delays how long things may take
   * @param now the time
   */
  public static Transition of(
      Workunit workunit,
      List<Result> results,
      boolean staticClass,
      Rest before,
      Delays delays,
      Instant now) {
    Rest rest = before.under(workunit.hold(), delays.hold(), now);
    List<Result> classified =
        results.stream().map(r -> classify(workunit, results, r, rest, now)).toList();
    Set<WorkunitError> errors = errors(workunit, classified, rest, now);
    List<Result> settled = errors.isEmpty() ? classified : settle(classified);
    boolean open = errors.isEmpty() && workunit.canonicalResult().isEmpty();
    Binding binding = Binding.of(workunit).after(classified, staticClass);
    Workunit decided = decide(workunit.bound(binding), errors, settled);
    Deletion deletion = Deletion.of(decided, settled, delays.deletion(), now);
    List<Result> last = settled.stream().map(r -> release(deletion, r)).toList();
    int more = open ? missing(workunit, settled) : 0;
    return new Transition(
        finish(decided, last, rest, deletion, now),
        Changes.between(results, last),
        rest,
        more,
        !results.isEmpty());
  }

  private static Result classify(
      Workunit workunit, List<Result> results, Result result, Rest rest, Instant now) {
    boolean on = rests(workunit, rest);
    if (!workunit.isSettled()
        && result.serverState() == (on ? ServerState.UNSENT : ServerState.INACTIVE)) {
      return result.waiting(on ? ServerState.INACTIVE : ServerState.UNSENT);
    }
    if (!on && result.isOverdue(now)) {
      return result.over(Outcome.NO_REPLY, ValidateState.INIT);
    }
    if (result.awaitsValidation() && canonicalFilesGone(workunit, results)) {
      return result.judged(ValidateState.TOO_LATE);
    }
    return result;
  }

  /** Once there is nothing to wait for, what is still on hosts ends as it does elsewhere. */
  private static boolean rests(Workunit workunit, Rest rest) {
    return rest.isOn(workunit.hold()) && !workunit.isSettled();
  }

  private static boolean canonicalFilesGone(Workunit workunit, List<Result> results) {
    return results.stream()
        .filter(r -> workunit.canonicalResult().stream().anyMatch(id -> id == r.id()))
        .anyMatch(r -> r.fileDeleteState() != FileDeleteState.INIT);
  }

  private static Set<WorkunitError> errors(
      Workunit workunit, List<Result> results, Rest rest, Instant now) {
    EnumSet<WorkunitError> errors = EnumSet.noneOf(WorkunitError.class);
    errors.addAll(workunit.errors());
    if (workunit.canonicalResult().isPresent()) {
      return errors;
    }
    if (results.stream().anyMatch(r -> r.outcome() == Outcome.COULDNT_SEND)) {
      errors.add(WorkunitError.COULDNT_SEND);
    }
    if (count(results, Result::isError) > workunit.rules().maxErrorResults() || rest.isOver(now)) {
      errors.add(WorkunitError.TOO_MANY_ERROR);
    }
    if (isExhausted(workunit, results)) {
      errors.add(WorkunitError.TOO_MANY_TOTAL);
    }
    return errors;
  }

  /**
   * More results than allowed, or none left to make while some are needed. It waits only for a
   * judgement that will come: a success that can never reach a quorum is not judged.
   */
  private static boolean isExhausted(Workunit workunit, List<Result> results) {
    int allowed = workunit.rules().maxTotalResults() - results.size();
    boolean hopeless = !needsValidation(workunit, results);
    return allowed < 0 || (allowed == 0 && hopeless && needed(workunit, results) > 0);
  }

  private static int needed(Workunit workunit, List<Result> results) {
    int alive = count(results, r -> r.serverState().isAlive() || r.isUsefulSuccess());
    return Math.max(0, workunit.rules().targetResults() - alive);
  }

  private static int missing(Workunit workunit, List<Result> results) {
    int allowed = workunit.rules().maxTotalResults() - results.size();
    return Math.max(0, Math.min(needed(workunit, results), allowed));
  }

  /**
   * A failed workunit's results: what was not sent is not needed, what was not examined never is.
   */
  private static List<Result> settle(List<Result> results) {
    return results.stream().map(Transition::settle).toList();
  }

  private static Result settle(Result result) {
    return switch (result.serverState()) {
      case INACTIVE, UNSENT -> result.over(Outcome.DIDNT_NEED, ValidateState.INIT);
      case IN_PROGRESS -> result;
      case OVER ->
          result.isSuccess() && isUndecided(result)
              ? result.judged(ValidateState.NO_CHECK)
              : result;
    };
  }

  private static boolean isUndecided(Result result) {
    return result.validateState() == ValidateState.INIT
        || result.validateState() == ValidateState.INCONCLUSIVE;
  }

  private static Workunit decide(
      Workunit workunit, Set<WorkunitError> errors, List<Result> results) {
    boolean failed = !errors.isEmpty();
    boolean ready = failed || workunit.canonicalResult().isPresent();
    AssimilateState handOver =
        ready && workunit.assimilateState() == AssimilateState.INIT
            ? AssimilateState.READY
            : workunit.assimilateState();
    boolean inProgress = results.stream().anyMatch(r -> r.serverState() == ServerState.IN_PROGRESS);
    return new Workunit(
        workunit.id(),
        workunit.rules(),
        errors,
        !failed && (workunit.needValidate() || needsValidation(workunit, results)),
        workunit.canonicalResult(),
        handOver,
        workunit.fileDeleteState(),
        workunit.assimilated(),
        inProgress,
        workunit.hostClass(),
        workunit.appVersion(),
        workunit.hold(),
        workunit.transitionTime());
  }

  private static boolean needsValidation(Workunit workunit, List<Result> results) {
    boolean fresh = results.stream().anyMatch(Result::awaitsValidation);
    int successes = count(results, Result::isUsefulSuccess);
    return fresh
        && (workunit.canonicalResult().isPresent() || successes >= workunit.rules().minQuorum());
  }

  private static Result release(Deletion deletion, Result result) {
    boolean deletable = deletion.outputs().stream().anyMatch(r -> r.id() == result.id());
    return deletable ? result.files(FileDeleteState.READY) : result;
  }

  private static Workunit finish(
      Workunit workunit, List<Result> results, Rest rest, Deletion deletion, Instant now) {
    return new Workunit(
        workunit.id(),
        workunit.rules(),
        workunit.errors(),
        workunit.needValidate(),
        workunit.canonicalResult(),
        workunit.assimilateState(),
        deletion.inputs() ? FileDeleteState.READY : workunit.fileDeleteState(),
        workunit.assimilated(),
        workunit.inProgress(),
        workunit.hostClass(),
        workunit.appVersion(),
        workunit.hold(),
        next(workunit, results, rest, deletion, now));
  }

  /** The earliest moment at which something can have become due without anybody's doing. */
  private static Optional<Instant> next(
      Workunit workunit, List<Result> results, Rest rest, Deletion deletion, Instant now) {
    boolean on = rests(workunit, rest);
    Stream<Instant> deadlines =
        results.stream()
            .filter(r -> r.serverState() == ServerState.IN_PROGRESS && !on)
            .flatMap(r -> r.reportDeadline().stream())
            .map(deadline -> deadline.plusMillis(1));
    Stream<Instant> latest =
        workunit.isSettled() ? Stream.empty() : Stream.of(now.plus(longestWait(workunit)));
    Stream<Instant> giveUp = workunit.isSettled() ? Stream.empty() : rest.until().stream();
    return Stream.of(deadlines, latest, giveUp, deletion.again().stream())
        .flatMap(times -> times)
        .min(Instant::compareTo);
  }

  private static Duration longestWait(Workunit workunit) {
    Duration bound = workunit.rules().delayBound().multipliedBy(3).dividedBy(2);
    return bound.compareTo(LONGEST_WAIT) > 0 ? bound : LONGEST_WAIT;
  }

  private static int count(List<Result> results, Predicate<Result> which) {
    return (int) results.stream().filter(which).count();
  }
}
