package org.idlewild.agent.policy;

/** Whether tasks may run. */
public sealed interface Decision {

  /** They may. */
  record Run() implements Decision {}

  /**
   * They may not.
   *
   * @param reason one sentence for the log
   */
  record Pause(String reason) implements Decision {}

  /** Whether this is {@link Run}. */
  default boolean runs() {
    return this instanceof Run;
  }
}
