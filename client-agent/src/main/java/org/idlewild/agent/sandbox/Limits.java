package org.idlewild.agent.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * What a program may use. Breaking one ends it.
 *
 * @param memoryBytes memory of all its processes together
 * @param cpu processor time of all its processes together
 * @param elapsed wall time while not paused
 * @param processes processes and threads at once
 * @param diskBytes its working folder
 */
public record Limits(
    long memoryBytes, Duration cpu, Duration elapsed, int processes, long diskBytes) {

  /** What a sandbox itself needs beside the program's processes. */
  public static final int OWN_PROCESSES = 3;

  /** Checks. */
  public Limits {
    if (memoryBytes <= 0
        || cpu.toMillis() <= 0
        || elapsed.toMillis() <= 0
        || processes <= 0
        || diskBytes <= 0) {
      throw new IllegalArgumentException("Every limit must be greater than 0.");
    }
  }

  /** Says in one sentence which limit is broken, if one is. */
  public Optional<String> broken(Usage usage, Duration ran, long disk) {
    if (usage.outOfMemory() || usage.memoryBytes() > memoryBytes) {
      return Optional.of("It used more than " + memoryBytes + " bytes of memory.");
    }
    if (usage.cpu().compareTo(cpu) > 0) {
      return Optional.of("It used more than " + cpu.toSeconds() + " s of processor time.");
    }
    if (usage.processes() > processes + OWN_PROCESSES) {
      return Optional.of("It had more than " + processes + " processes and threads.");
    }
    if (ran.compareTo(elapsed) > 0) {
      return Optional.of("It ran for longer than " + elapsed.toSeconds() + " s.");
    }
    if (disk > diskBytes) {
      return Optional.of("It wrote more than " + diskBytes + " bytes to its folder.");
    }
    return Optional.empty();
  }
}
