package org.idlewild.agent.sandbox;

import java.time.Duration;

/**
 * What a program's processes use together.
 *
 * @param cpu processor time so far
 * @param memoryBytes memory now
 * @param peakMemoryBytes the most memory at once, as far as it was seen
 * @param processes processes now
 * @param outOfMemory whether the kernel ended one of them for want of memory
 */
public record Usage(
    Duration cpu, long memoryBytes, long peakMemoryBytes, int processes, boolean outOfMemory) {

  /** Before anything ran. */
  public static final Usage NONE = new Usage(Duration.ZERO, 0, 0, 0, false);

  /** A later look: what only grows does not shrink because a process is gone. */
  public Usage then(Usage later) {
    return new Usage(
        cpu.compareTo(later.cpu) > 0 ? cpu : later.cpu,
        later.memoryBytes,
        Math.max(peakMemoryBytes, later.peakMemoryBytes),
        later.processes,
        outOfMemory || later.outOfMemory);
  }
}
