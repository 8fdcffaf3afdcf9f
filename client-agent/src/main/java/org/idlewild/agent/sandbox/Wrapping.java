package org.idlewild.agent.sandbox;

import java.util.List;
import java.util.Map;

/**
 * Commands of util-linux and coreutils that take a command and become it, having changed something
 * on the way. They run outside of any sandbox, with the agent's rights.
 */
public final class Wrapping {
  /** The whole environment of wrapping commands. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C");

  /** A Java runtime maps far more than it uses. */
  private static final long JAVA_MAPPINGS = 256L << 20;

  private static final int OPEN_FILES = 1024;

  private Wrapping() {}

  /**
   * Keeps each process within limits of its own; for all of them together see {@link Supervised}.
   */
  public static List<String> limits(Limits limits, Platform platform) {
    long cpu = limits.cpu().toSeconds() + 1;
    long data = limits.memoryBytes() + (platform == Platform.JAVA ? JAVA_MAPPINGS : 0);
    return List.of(
        "prlimit",
        "--cpu=" + cpu + ":" + (cpu + 1),
        "--fsize=" + limits.diskBytes(),
        "--data=" + data,
        "--nofile=" + OPEN_FILES,
        "--core=0");
  }

  /** Runs only when nobody else wants the processor or the disk. */
  public static List<String> lowestPriority() {
    return List.of("nice", "-n", "19", "chrt", "--idle", "0", "ionice", "--class", "3", "--ignore");
  }
}
