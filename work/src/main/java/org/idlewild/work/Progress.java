package org.idlewild.work;

import java.util.EnumMap;
import java.util.Map;

/**
 * How far a batch has come: each workunit is in exactly one phase.
 *
 * @param counts workunits in each phase
 */
public record Progress(Map<Phase, Long> counts) {

  /** Where a workunit is on its way. */
  public enum Phase {
    /** No host works on it, and it has no answer. */
    UNSENT,
    /** A host works on it. */
    IN_PROGRESS,
    /** The validator has something to examine. */
    VALIDATING,
    /** Its answer, or its failure, is to be handed over. */
    ASSIMILATING,
    /** Its answer was handed over. */
    DONE,
    /** It ended without an answer. */
    FAILED,
    /** Its owner gave it up. */
    CANCELLED,
    /** It is held, or its batch is paused, before it has an answer. */
    HELD
  }

  /**
   * The phase that a workunit's facts say.
   *
   * @param cancelled whether its owner gave it up
   * @param failed whether it has errors
   * @param assimilate whether it was handed over
   * @param answered whether it has a canonical result
   * @param needValidate whether the validator has something to examine
   * @param inProgress whether a host works on it
   * @param held whether it is held, or its batch is paused
   */
  public static Phase phase(
      boolean cancelled,
      boolean failed,
      AssimilateState assimilate,
      boolean answered,
      boolean needValidate,
      boolean inProgress,
      boolean held) {
    if (assimilate == AssimilateState.DONE) {
      return cancelled ? Phase.CANCELLED : failed ? Phase.FAILED : Phase.DONE;
    }
    if (cancelled || failed || answered) {
      return Phase.ASSIMILATING;
    }
    if (needValidate) {
      return Phase.VALIDATING;
    }
    if (held) {
      return Phase.HELD;
    }
    return inProgress ? Phase.IN_PROGRESS : Phase.UNSENT;
  }

  public Progress {
    Map<Phase, Long> all = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      all.put(phase, counts.getOrDefault(phase, 0L));
    }
    counts = Map.copyOf(all);
  }

  /** Workunits in one phase. */
  public long count(Phase phase) {
    return counts.get(phase);
  }

  /** All workunits: the sum of the counts. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
