package org.idlewild.agent.evm;

import java.util.Map;
import java.util.Optional;

/**
 * What the launcher said of a program.
 *
 * @param asked what each protection that the system was asked for answered
 * @param exit the program's full exit code, if it ever started
 * @param failure why it could not be started, as the system's number
 */
public record ReportedExit(
    Map<String, String> asked, Optional<Integer> exit, Optional<String> failure) {

  /** Keeps its own copy. */
  public ReportedExit {
    asked = Map.copyOf(asked);
  }
}
