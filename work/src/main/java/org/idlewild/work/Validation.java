package org.idlewild.work;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What follows for a workunit from a validator's judgement (BOINC: validator.cpp, handle_wu).
 *
 * @param workunit as it shall be
 * @param changed the results that shall change, as they shall be
 * @param transitionNow whether the transitioner has something to do at once
 */
public record Validation(Workunit workunit, List<Result> changed, boolean transitionNow) {

  /** The results that the validator must read now. */
  public static List<Result> toRead(Workunit workunit, List<Result> results) {
    boolean answered = workunit.canonicalResult().isPresent();
    List<Result> viable =
        results.stream()
            .filter(answered ? Result::awaitsValidation : Result::isUsefulSuccess)
            .toList();
    return answered || viable.size() >= workunit.rules().minQuorum() ? viable : List.of();
  }

  /**
   * A first judgement: there is no canonical result yet.
   *
   * @param unreadable the results whose outputs the validator refused
   * @param quorum its judgement on the others
   */
  public static Validation of(
      Workunit workunit, List<Result> results, Set<Long> unreadable, Quorum quorum) {
    List<Result> judged = results.stream().map(r -> judge(r, unreadable, quorum)).toList();
    boolean agreed = quorum.canonical().isPresent();
    int viable = (int) judged.stream().filter(Result::isUsefulSuccess).count();
    boolean tooMany = !agreed && viable > workunit.rules().maxSuccessResults();
    boolean oneMore = !agreed && !tooMany && viable >= workunit.rules().targetResults();
    EnumSet<WorkunitError> errors = EnumSet.noneOf(WorkunitError.class);
    errors.addAll(workunit.errors());
    if (tooMany) {
      errors.add(WorkunitError.TOO_MANY_SUCCESS);
    }
    // The target moves, the limit of results does not: a workunit that never agrees must end.
    Workunit.Rules rules = oneMore ? workunit.rules().withTarget(viable + 1) : workunit.rules();
    return new Validation(
        workunit.judged(rules, errors, quorum.canonical()), Changes.between(results, judged), true);
  }

  /**
   * A later judgement: late results against the canonical one.
   *
   * @param agreeing the results that agree with the canonical one
   * @param differing the results that do not, or could not be read
   */
  public static Validation late(
      Workunit workunit, List<Result> results, Set<Long> agreeing, Set<Long> differing) {
    List<Result> judged = new ArrayList<>();
    for (Result result : results) {
      if (agreeing.contains(result.id())) {
        judged.add(result.judged(ValidateState.VALID));
      } else if (differing.contains(result.id())) {
        judged.add(result.judged(ValidateState.INVALID));
      }
    }
    return new Validation(
        workunit.judged(workunit.rules(), workunit.errors(), workunit.canonicalResult()),
        List.copyOf(judged),
        true);
  }

  /**
   * A later judgement that cannot be made: the canonical result's outputs can no longer be read.
   *
   * @param incomparable the results that nothing can be said about
   * @param unreadable the results that the validator refused by themselves
   */
  public static Validation tooLate(
      Workunit workunit, List<Result> results, Set<Long> incomparable, Set<Long> unreadable) {
    Validation refused = late(workunit, results, Set.of(), unreadable);
    List<Result> changed = new ArrayList<>(refused.changed());
    results.stream()
        .filter(result -> incomparable.contains(result.id()))
        .map(result -> result.judged(ValidateState.TOO_LATE))
        .forEach(changed::add);
    return new Validation(refused.workunit(), List.copyOf(changed), true);
  }

  private static Result judge(Result result, Set<Long> unreadable, Quorum quorum) {
    if (unreadable.contains(result.id())) {
      return result.over(Outcome.VALIDATE_ERROR, ValidateState.INVALID);
    }
    if (quorum.valid().contains(result.id())) {
      return result.judged(ValidateState.VALID);
    }
    if (quorum.invalid().contains(result.id())) {
      return result.judged(ValidateState.INVALID);
    }
    if (quorum.canonical().isPresent() && isUnsent(result)) {
      return result.over(Outcome.DIDNT_NEED, ValidateState.INIT);
    }
    return quorum.canonical().isEmpty() && result.isUsefulSuccess()
        ? result.judged(ValidateState.INCONCLUSIVE)
        : result;
  }

  private static boolean isUnsent(Result result) {
    return result.serverState() == ServerState.UNSENT
        || result.serverState() == ServerState.INACTIVE;
  }
}
