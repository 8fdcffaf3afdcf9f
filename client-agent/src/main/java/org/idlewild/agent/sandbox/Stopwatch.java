package org.idlewild.agent.sandbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts time while it is not stopped. */
public final class Stopwatch {
  private final LongSupplier nanoTime;
  private long counted;
  private long since;
  private boolean runs = true;

  /** Starts at once. */
  public Stopwatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  /** Whether it ran until now. */
  public synchronized boolean stop() {
    boolean ran = runs;
    counted = nanos();
    runs = false;
    return ran;
  }

  /** Whether it was stopped until now. */
  public synchronized boolean start() {
    boolean stopped = !runs;
    counted = nanos();
    since = nanoTime.getAsLong();
    runs = true;
    return stopped;
  }

  /** What it counted so far. */
  public synchronized Duration elapsed() {
    return Duration.ofNanos(nanos());
  }

  private long nanos() {
    return runs ? counted + nanoTime.getAsLong() - since : counted;
  }
}
