package org.idlewild.work;

import java.time.Duration;
import java.util.Optional;

/**
 * Whose doing a failure was, and what follows from it.
 *
 * @param cause whose
 * @param countsAgainstHost whether it is one more of the host's failures in a row
 * @param hold why the workunit shall be held; empty when it goes on
 */
public record Failure(Cause cause, boolean countsAgainstHost, Optional<Hold> hold) {

  /** What a failed result looks like from outside. */
  public enum Symptom {
    /** The desktop's user, or the need of the desktop, ended it. */
    ABORTED,
    /** It used all the memory that it was given. */
    OUT_OF_MEMORY,
    /** It ended well, and sooner than its workunit can. */
    TOO_SHORT,
    /** It used all the time that it was given. */
    TOO_LONG,
    /** It failed in any other way. */
    FAILED
  }

  /**
   * What a task used.
   *
   * @param elapsed wall time while running
   * @param cpu processor time
   * @param peakMemory the most memory at once, in bytes; 0 when not known
   */
  public record Usage(Duration elapsed, Duration cpu, long peakMemory) {

    /** What the failure of a task that used this looks like. */
    public Symptom symptom(Limits limits) {
      if (peakMemory >= limits.memoryBytes()) {
        return Symptom.OUT_OF_MEMORY;
      }
      boolean spent =
          elapsed.toSeconds() >= limits.elapsedSeconds() || cpu.toSeconds() >= limits.cpuSeconds();
      return spent ? Symptom.TOO_LONG : Symptom.FAILED;
    }
  }

  /**
   * What is known about a failure.
   *
   * @param symptom what it looks like
   * @param hostHealthy whether the host was not under suspicion
   * @param succeededElsewhere whether another host had a success with the workunit
   * @param failedElsewhere on how many other hosts that are healthy the workunit failed
   */
  public record Facts(
      Symptom symptom, boolean hostHealthy, boolean succeededElsewhere, int failedElsewhere) {}

  /**
   * Decides.
   *
   * @param hosts on so many healthy hosts a workunit fails before it is held; 1 or more
   */
  public static Failure of(Facts facts, int hosts) {
    if (facts.symptom == Symptom.ABORTED) {
      return new Failure(Cause.USER, false, Optional.empty());
    }
    Optional<Hold> hold = hold(facts, hosts);
    if (hold.isPresent()) {
      return new Failure(Cause.UNIT, false, hold);
    }
    // A workunit that failed elsewhere too says little about this host; memory is a matter of one
    // app, and the host may do well with another.
    boolean counts =
        facts.symptom != Symptom.OUT_OF_MEMORY
            && (facts.succeededElsewhere || facts.failedElsewhere == 0);
    return new Failure(Cause.HOST, counts, Optional.empty());
  }

  private static Optional<Hold> hold(Facts facts, int hosts) {
    if (!facts.hostHealthy || facts.succeededElsewhere) {
      return Optional.empty();
    }
    return switch (facts.symptom) {
      case TOO_SHORT -> Optional.of(Hold.TOO_SHORT);
      case TOO_LONG -> Optional.of(Hold.TOO_LONG);
      case FAILED, OUT_OF_MEMORY ->
          facts.failedElsewhere + 1 >= hosts
              ? Optional.of(Hold.FAILS_EVERYWHERE)
              : Optional.empty();
      case ABORTED -> Optional.empty();
    };
  }
}
