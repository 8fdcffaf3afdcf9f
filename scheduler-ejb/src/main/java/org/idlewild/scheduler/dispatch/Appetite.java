package org.idlewild.scheduler.dispatch;

import java.time.Duration;
import java.util.Optional;

/**
 * How much more work a host would take.
 *
 * @param tasks the most of them
 * @param work processor time; a host that has got it takes no more, unless processors are idle;
 *     empty for a host that counts tasks alone
 * @param idle processors that have nothing to do
 */
public record Appetite(int tasks, Optional<Duration> work, double idle) {

  /** Of a host that counts tasks. */
  public static Appetite ofTasks(int tasks) {
    return new Appetite(tasks, Optional.empty(), 0);
  }

  Appetite upTo(int most) {
    return new Appetite(Math.min(tasks, most), work, idle);
  }

  /**
   * After one more task.
   *
   * @param processors that it keeps busy
   * @param run how long it runs
   */
  Appetite after(int processors, Duration run) {
    return new Appetite(
        tasks - 1, work.map(left -> left.minus(run.multipliedBy(processors))), idle - processors);
  }

  /** Whether it takes no more. */
  public boolean isSated() {
    boolean enough = work.filter(left -> left.isZero() || left.isNegative()).isPresent();
    return tasks <= 0 || (enough && idle <= 0);
  }
}
