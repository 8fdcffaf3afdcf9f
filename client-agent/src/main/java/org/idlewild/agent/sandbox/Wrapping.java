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
   * Ends the command when the agent's process ends. The signal is sent only for a death after it
   * was asked for, so the agent is looked for once more afterwards.
   *
   * @param agent the agent's process
   */
  public static List<String> tie(long agent) {
    return List.of(
        "setpriv",
        "--pdeathsig",
        "KILL",
        "/bin/sh",
        "-c",
        "[ \"$PPID\" = \"$0\" ] || exit 125; exec \"$@\"",
        Long.toString(agent));
  }

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

  /**
   * Bounds files, for programs whose memory and time are bounded in another way: Wine maps far more
   * than it uses. What would write beyond is told so and goes on.
   */
  public static List<String> files(Limits limits) {
    return List.of(
        "env",
        "--ignore-signal=XFSZ",
        "prlimit",
        "--fsize=" + limits.diskBytes(),
        "--nofile=" + OPEN_FILES,
        "--core=0");
  }

  /** Runs only when nobody else wants the processor or the disk. */
  public static List<String> lowestPriority() {
    return List.of("nice", "-n", "19", "chrt", "--idle", "0", "ionice", "--class", "3", "--ignore");
  }
}
