package org.idlewild.agent.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of programs. */
public enum Platform {
  /** A JAR for a Java runtime of 17 or newer: the agent's own is used. */
  JAVA("java"),
  /** A program for Linux on x86-64. */
  LINUX_X86_64("linux-x86_64"),
  /** A program for Windows on x86-64, as its author made it. */
  WINDOWS_X86_64("windows-x86_64"),
  /** A program for Windows on x86, of 32 bits, as its author made it. */
  WINDOWS_X86("windows-x86");

  /** A task that may use no more processor time than this is short. */
  private static final Duration SHORT = Duration.ofMinutes(1);

  private static final long SMALLEST_HEAP = 32;
  private final String wire;

  Platform(String wire) {
    this.wire = wire;
  }

  /** Its name as the server knows it. */
  public String wire() {
    return wire;
  }

  /** The platform of a name, if this agent knows it. */
  public static Optional<Platform> of(String wire) {
    return Arrays.stream(values()).filter(p -> p.wire.equals(wire)).findFirst();
  }

  /** Whether this machine, as Java names it, can run it by itself. */
  public boolean runsOn(String osName, String architecture) {
    return this == JAVA
        || (this == LINUX_X86_64
            && osName.equals("Linux")
            && (architecture.equals("amd64") || architecture.equals("x86_64")));
  }

  /**
   * The full command.
   *
   * @param app the folder that the program sees its app's files in
   * @param javaHome the Java runtime
   * @param limits what the program may use
   */
  public List<String> command(Program.Command command, String app, Path javaHome, Limits limits) {
    List<String> full = new ArrayList<>();
    if (this == JAVA) {
      full.addAll(java(javaHome, limits));
    }
    full.add(app + "/" + command.main());
    full.addAll(command.arguments());
    return full;
  }

  /**
   * Chosen for a quick start: a quarter of the memory is left to the runtime itself, and a task
   * that may not take long is compiled by the quick compiler alone. A longer one gains more from
   * the thorough one than its start costs.
   */
  private static List<String> java(Path home, Limits limits) {
    long heap = Math.max(SMALLEST_HEAP, (limits.memoryBytes() / 4 * 3) >> 20);
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.add("-XX:+UseSerialGC");
    if (limits.cpu().compareTo(SHORT) <= 0) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.add("-Xshare:auto");
    command.add("-XX:-UsePerfData");
    command.add("-XX:ActiveProcessorCount=1");
    command.add("-Xmx" + heap + "m");
    command.add("-jar");
    return command;
  }
}
