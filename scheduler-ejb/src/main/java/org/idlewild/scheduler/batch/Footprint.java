package org.idlewild.scheduler.batch;

import java.util.Optional;
import org.idlewild.work.Limits;

/** What a task may use, as a researcher says it; null where nothing is said. See {@link Limits}. */
public record Footprint(
    Long memoryBytes, Long cpuSeconds, Long elapsedSeconds, Integer processes, Long diskBytes) {
  private static final long LEAST_MEMORY = 1L << 20;
  private static final long MOST_BYTES = 1L << 50;

  /** Ten years. */
  private static final long MOST_SECONDS = 315_360_000;

  private static final int MOST_PROCESSES = 1 << 15;

  /** The limits, those that are not said taken from others. */
  Limits over(Limits others) {
    return new Limits(
        bounded(memoryBytes, others.memoryBytes(), LEAST_MEMORY, MOST_BYTES, "memoryBytes"),
        bounded(cpuSeconds, others.cpuSeconds(), 1, MOST_SECONDS, "cpuSeconds"),
        bounded(elapsedSeconds, others.elapsedSeconds(), 1, MOST_SECONDS, "elapsedSeconds"),
        (int) bounded(wide(processes), others.processes(), 1, MOST_PROCESSES, "processes"),
        bounded(diskBytes, others.diskBytes(), 1, MOST_BYTES, "diskBytes"));
  }

  private static Long wide(Integer number) {
    return Optional.ofNullable(number).map(Integer::longValue).orElse(null);
  }

  private static long bounded(Long said, long other, long least, long most, String what) {
    return said == null ? other : Checks.between(said, least, most, what);
  }
}
