package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One piece of a batch, computed redundantly. It has no overall state: its independent parts say
 * where it stands.
 *
 * @param id names it
 * @param rules its bounds, fixed when it was made
 * @param errors why it failed; empty while there is hope
 * @param needValidate whether the validator has something to examine
 * @param canonicalResult the result whose outputs are the answer
 * @param assimilateState whether the answer was handed over
 * @param fileDeleteState whether its input files are still needed
 * @param assimilated when the answer was handed over
 * @param inProgress whether a host works on it
 * @param hostClass what the hosts of its results must be alike in; empty while none is bound
 * @param appVersion what all its results must run; empty while none is bound
 * @param hold why nothing of it is sent; empty when it goes its way
 * @param transitionTime when the transitioner must look at it next; empty means when something
 *     happens
 */
public record Workunit(
    long id,
    Rules rules,
    Set<WorkunitError> errors,
    boolean needValidate,
    OptionalLong canonicalResult,
    AssimilateState assimilateState,
    FileDeleteState fileDeleteState,
    Optional<Instant> assimilated,
    boolean inProgress,
    Optional<String> hostClass,
    OptionalLong appVersion,
    Optional<Hold> hold,
    Optional<Instant> transitionTime) {

  /**
   * The bounds of a workunit (BOINC: the fields of the same names).
   *
   * @param minQuorum how many agreeing results make an answer
   * @param targetResults how many results to aim at; {@code minQuorum} or more
   * @param maxErrorResults more failed results than this end the workunit
   * @param maxTotalResults it never gets more results than this
   * @param maxSuccessResults more successes without agreement than this end the workunit
   * @param delayBound how long a host has for a result
   * @param priority higher is sent sooner
   */
  public record Rules(
      int minQuorum,
      int targetResults,
      int maxErrorResults,
      int maxTotalResults,
      int maxSuccessResults,
      Duration delayBound,
      int priority) {
    public Rules {
      // The target may outgrow the total: that is how a workunit that never agrees ends.
      if (minQuorum < 1 || targetResults < minQuorum || maxTotalResults < minQuorum) {
        throw new IllegalArgumentException(
            "expected a quorum of 1 or more, and as many target and total results or more, not "
                + minQuorum
                + ", "
                + targetResults
                + ", "
                + maxTotalResults);
      }
      if (maxErrorResults < 0 || maxSuccessResults < minQuorum) {
        throw new IllegalArgumentException(
            "expected 0 or more error results and at least a quorum of success results");
      }
      if (delayBound.isNegative() || delayBound.isZero()) {
        throw new IllegalArgumentException("expected a delay bound above zero");
      }
    }

    /** The same with another quorum, and as many results to aim at and allowed as it needs. */
    public Rules withQuorum(int quorum) {
      return new Rules(
          quorum,
          Math.max(targetResults, quorum),
          maxErrorResults,
          Math.max(maxTotalResults, quorum),
          Math.max(maxSuccessResults, quorum),
          delayBound,
          priority);
    }

    /** The same with another target. */
    public Rules withTarget(int target) {
      return new Rules(
          minQuorum,
          target,
          maxErrorResults,
          maxTotalResults,
          maxSuccessResults,
          delayBound,
          priority);
    }
  }

  public Workunit {
    errors = errors.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(errors));
  }

  /** The same, judged. */
  Workunit judged(Rules newRules, Set<WorkunitError> newErrors, OptionalLong canonical) {
    return new Workunit(
        id,
        newRules,
        newErrors,
        false,
        canonical,
        assimilateState,
        fileDeleteState,
        assimilated,
        inProgress,
        hostClass,
        appVersion,
        hold,
        transitionTime);
  }

  /** The same, its results having this in common. */
  public Workunit bound(Binding binding) {
    return new Workunit(
        id,
        rules,
        errors,
        needValidate,
        canonicalResult,
        assimilateState,
        fileDeleteState,
        assimilated,
        inProgress,
        binding.hostClass(),
        binding.appVersion(),
        hold,
        transitionTime);
  }

  /** The same, to be looked at by the transitioner at another time. */
  public Workunit due(Instant when) {
    return new Workunit(
        id,
        rules,
        errors,
        needValidate,
        canonicalResult,
        assimilateState,
        fileDeleteState,
        assimilated,
        inProgress,
        hostClass,
        appVersion,
        hold,
        Optional.of(when));
  }

  /** The same, its answer handed over. */
  public Workunit handedOver(Instant when) {
    return new Workunit(
        id,
        rules,
        errors,
        needValidate,
        canonicalResult,
        AssimilateState.DONE,
        fileDeleteState,
        Optional.of(when),
        inProgress,
        hostClass,
        appVersion,
        hold,
        transitionTime);
  }

  /** The same, its inputs needed no more. */
  public Workunit withoutInputs() {
    return new Workunit(
        id,
        rules,
        errors,
        needValidate,
        canonicalResult,
        assimilateState,
        FileDeleteState.DONE,
        assimilated,
        inProgress,
        hostClass,
        appVersion,
        hold,
        transitionTime);
  }

  /** Whether it can no longer get an answer. */
  public boolean hasFailed() {
    return !errors.isEmpty();
  }

  /** Whether nothing but tidying up is left to do. */
  public boolean isSettled() {
    return hasFailed() || canonicalResult.isPresent();
  }
}
