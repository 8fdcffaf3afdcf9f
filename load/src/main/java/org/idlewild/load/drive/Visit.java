package org.idlewild.load.drive;

import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * A request that a host is going to make.
 *
 * @param host its number
 * @param due when, by {@link System#nanoTime}
 * @param failures of the host in a row before
 */
record Visit(int host, long due, int failures) implements Delayed {

  /** The host's next one, so long after this moment. */
  Visit after(Duration wait, int failed) {
    return new Visit(host, System.nanoTime() + wait.toNanos(), failed);
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.signum(due - ((Visit) other).due);
  }
}
