package org.idlewild.load.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of the processors a process has used, as Linux counts it. */
public final class CpuTime {
  private static final double TICKS_A_SECOND = 100;
  private static final int USER = 11;

  private CpuTime() {}

  /**
   * In seconds, of all its threads.
   *
   * @throws IOException when there is no such process
   */
  public static double of(ProcessHandle process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    // The name before may hold anything, but no other closing bracket follows it.
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(words[USER]) + Long.parseLong(words[USER + 1])) / TICKS_A_SECOND;
  }
}
