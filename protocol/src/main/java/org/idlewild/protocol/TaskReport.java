package org.idlewild.protocol;

import java.util.List;

/**
 * How a task ended.
 *
 * @param resultId which
 * @param ending what happened
 * @param exitStatus the program's exit status; -1 when it did not exit by itself
 * @param message one sentence on what went wrong; empty after a success
 * @param stderr the end of the program's error output, at most {@link Protocol#STDERR_LIMIT} bytes
 * @param cpuSeconds processor time used
 * @param elapsedSeconds wall time while running
 * @param peakMemoryBytes the most memory held at once; 0 when not known
 * @param sandbox the sandbox it ran in, or {@code none}
 * @param outputs the files that were uploaded
 */
public record TaskReport(
    long resultId,
    Ending ending,
    int exitStatus,
    String message,
    String stderr,
    double cpuSeconds,
    double elapsedSeconds,
    long peakMemoryBytes,
    String sandbox,
    List<Output> outputs) {

  /** The ways a task can end on a host. */
  public enum Ending {
    /** Exited with 0 and its outputs are uploaded. */
    SUCCESS,
    /** The program failed, broke a limit, or could not be started. */
    FAILED,
    /** The host's user or the server ended it. */
    ABORTED
  }

  /**
   * An output.
   *
   * @param name as the app version declares it
   * @param bytes its size
   * @param sha256 lower-case hexadecimal
   */
  public record Output(String name, long bytes, String sha256) {}
}
