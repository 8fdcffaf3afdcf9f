package org.idlewild.agent.evm;

import java.time.Duration;
import java.util.Optional;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Usage;

/**
 * What to do about a program at a look: it is first held, and ended when holding does not help.
 * Time that is used up does not come back, so those limits end it at once. Pure.
 *
 * @param act what to do
 * @param cause why; empty when it may go on
 */
record Restraint(Act act, Optional<Cause> cause) {
  /** Threads of the virtual machine, of Wine and of what is around them, not the program's. */
  static final int OWN_THREADS = 15;

  /** How long holding is given to help. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Below this the machine's disk counts as full. */
  static final long LEAST_FREE = 32L << 20;

  /** What to do. */
  enum Act {
    LET_GO,
    HOLD,
    END
  }

  /**
   * What was seen.
   *
   * @param usage of all its processes
   * @param ran wall time while not paused
   * @param disk bytes below its root
   * @param free bytes that the machine's disk has left
   * @param tampered whether a process found a file changed
   */
  record Look(Usage usage, Duration ran, long disk, long free, boolean tampered) {}

  /**
   * Decides.
   *
   * @param heldFor how long it has been held for a limit, if it is
   */
  static Restraint of(Look look, Limits limits, Optional<Duration> heldFor) {
    Optional<Cause> end = atOnce(look, limits);
    if (end.isPresent()) {
      return new Restraint(Act.END, end);
    }
    Optional<Cause> hold = mayPass(look, limits);
    if (hold.isEmpty()) {
      return new Restraint(Act.LET_GO, Optional.empty());
    }
    boolean enough = heldFor.filter(held -> held.compareTo(PATIENCE) >= 0).isPresent();
    return new Restraint(enough ? Act.END : Act.HOLD, hold);
  }

  private static Optional<Cause> atOnce(Look look, Limits limits) {
    if (look.tampered()) {
      return Optional.of(Cause.TAMPERED);
    }
    if (look.usage().cpu().compareTo(limits.cpu()) > 0) {
      return Optional.of(Cause.CPU);
    }
    return look.ran().compareTo(limits.elapsed()) > 0 ? Optional.of(Cause.TIME) : Optional.empty();
  }

  private static Optional<Cause> mayPass(Look look, Limits limits) {
    if (look.usage().outOfMemory() || look.usage().memoryBytes() > limits.memoryBytes()) {
      return Optional.of(Cause.MEMORY);
    }
    if (look.disk() > limits.diskBytes()) {
      return Optional.of(Cause.DISK);
    }
    if (look.free() < LEAST_FREE) {
      return Optional.of(Cause.DISK_FULL);
    }
    return look.usage().processes() > limits.processes() + OWN_THREADS
        ? Optional.of(Cause.PROCESSES)
        : Optional.empty();
  }
}
