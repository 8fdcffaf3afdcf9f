package org.idlewild.scheduler.report;

import java.util.List;
import org.idlewild.work.NamedFile;

/**
 * How a result ended, as its host says.
 *
 * @param resultId which
 * @param ending how
 * @param exitStatus of the program
 * @param message what went wrong, in a sentence
 * @param stderr the end of the program's error output
 * @param cpuSeconds processor time used
 * @param elapsedSeconds wall time used
 * @param peakMemoryBytes most memory held at once; 0 when not known
 * @param sandbox what it ran in
 * @param outputs what the host says it uploaded
 */
public record Report(
    long resultId,
    Ending ending,
    int exitStatus,
    String message,
    String stderr,
    double cpuSeconds,
    double elapsedSeconds,
    long peakMemoryBytes,
    String sandbox,
    List<Claim> outputs) {

  /** The ways a result can end on a host. */
  public enum Ending {
    SUCCESS,
    FAILED,
    /** The host's user ended it; that is nobody's error. */
    ABORTED
  }

  /**
   * An output that a host says it uploaded.
   *
   * @param sha256 empty when it does not say
   */
  public record Claim(String name, long bytes, String sha256) {

    boolean isOf(NamedFile file) {
      return file.name().equals(name)
          && (sha256.isEmpty() || file.content().sha256().equals(sha256));
    }
  }
}
