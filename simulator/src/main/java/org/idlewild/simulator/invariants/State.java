package org.idlewild.simulator.invariants;

import java.util.Map;
import java.util.Set;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/**
 * Where a result stands.
 *
 * @param server its server state
 * @param outcome how it ended
 * @param validity what the validator thinks of it
 */
public record State(ServerState server, Outcome outcome, ValidateState validity) {

  /** The arrows of {@code work/STATES.md}. */
  static final Map<String, Set<String>> STEPS =
      Map.of(
          "UNSENT", Set.of("IN_PROGRESS", "DIDNT_NEED", "INACTIVE"),
          "INACTIVE", Set.of("DIDNT_NEED", "UNSENT"),
          "IN_PROGRESS",
              Set.of("SUCCESS_INIT", "CLIENT_ERROR", "DIDNT_NEED", "NO_REPLY", "CLIENT_DETACHED"),
          "NO_REPLY", Set.of("SUCCESS_INIT", "CLIENT_ERROR", "CLIENT_DETACHED"),
          "SUCCESS_INIT",
              Set.of(
                  "SUCCESS_INCONCLUSIVE",
                  "SUCCESS_INVALID",
                  "SUCCESS_NO_CHECK",
                  "SUCCESS_TOO_LATE",
                  "SUCCESS_VALID",
                  "VALIDATE_ERROR"),
          "SUCCESS_INCONCLUSIVE",
              Set.of("SUCCESS_INVALID", "SUCCESS_NO_CHECK", "SUCCESS_VALID", "VALIDATE_ERROR"));

  /** In which validate state each way of ending is, but success. */
  private static final Map<Outcome, ValidateState> ENDINGS =
      Map.of(
          Outcome.COULDNT_SEND, ValidateState.INIT,
          Outcome.CLIENT_ERROR, ValidateState.INVALID,
          Outcome.NO_REPLY, ValidateState.INIT,
          Outcome.DIDNT_NEED, ValidateState.INIT,
          Outcome.VALIDATE_ERROR, ValidateState.INVALID,
          Outcome.CLIENT_DETACHED, ValidateState.INIT);

  boolean isSuccess() {
    return server == ServerState.OVER && outcome == Outcome.SUCCESS;
  }

  /** Whether it can still count: a success that is not refused. */
  boolean isUseful() {
    return isSuccess() && validity != ValidateState.INVALID;
  }

  /** Whether its host was given up. */
  boolean isSilent() {
    return server == ServerState.OVER && outcome == Outcome.NO_REPLY;
  }

  /** Whether its columns go together. */
  boolean isLegal() {
    if (server != ServerState.OVER) {
      return outcome == Outcome.INIT && validity == ValidateState.INIT;
    }
    return isSuccess() || validity == ENDINGS.get(outcome);
  }

  /**
   * Whether a result may go from here to there in one transaction: by one arrow, but by two when a
   * report is found to have come too late to be judged.
   */
  boolean leadsTo(State next) {
    Set<String> steps = STEPS.getOrDefault(name(), Set.of());
    return name().equals(next.name())
        || steps.contains(next.name())
        || (steps.contains("SUCCESS_INIT")
            && Set.of("SUCCESS_NO_CHECK", "SUCCESS_TOO_LATE").contains(next.name()));
  }

  /** Its name in the diagram. */
  public String name() {
    if (server != ServerState.OVER) {
      return server.name();
    }
    return isSuccess() ? outcome + "_" + validity : outcome.name();
  }

  @Override
  public String toString() {
    return name();
  }
}
