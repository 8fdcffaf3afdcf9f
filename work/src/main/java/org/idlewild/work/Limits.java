package org.idlewild.work;

/**
 * What one task may use on a host; breaking a limit ends the task.
 *
 * @param memoryBytes memory, 1 MiB or more
 * @param cpuSeconds processor time of all its processes together
 * @param elapsedSeconds wall time while running
 * @param processes processes and threads at once
 * @param diskBytes its working folder
 */
public record Limits(
    long memoryBytes, long cpuSeconds, long elapsedSeconds, int processes, long diskBytes) {

  /**
   * What an app version gets that says nothing: 512 MiB, an hour, 128 processes and threads, 1 GiB.
   */
  public static final Limits DEFAULT = new Limits(512L << 20, 3600, 4 * 3600, 128, 1L << 30);

  public Limits {
    if (memoryBytes < 1L << 20) {
      throw new IllegalArgumentException("memoryBytes must be 1048576 or more, not " + memoryBytes);
    }
    if (cpuSeconds < 1 || elapsedSeconds < 1 || processes < 1 || diskBytes < 1) {
      throw new IllegalArgumentException(
          "cpuSeconds, elapsedSeconds, processes and diskBytes must be 1 or more");
    }
  }
}
