package org.idlewild.load.drive;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** How a herd fared, from the moment at which the first of it was due. Threads: any. */
public final class Course {
  private static final long HIGHEST_NANOS = 3_600_000_000_000L;
  private static final int DIGITS = 3;

  /** Who is answered later than this after he was due has had to stand in line. */
  private static final long LATE_NANOS = 1_000_000_000;

  private final long begun;
  private final BitSet served = new BitSet();
  private final Histogram nanos = new Histogram(HIGHEST_NANOS, DIGITS);
  private final Map<Integer, Long> failures = new TreeMap<>();
  private long waiting;
  private long refused;
  private long allServed;
  private long lastLate;

  Course(long begun, int hosts) {
    this.begun = begun;
    this.waiting = hosts;
  }

  synchronized void answered(Visit visit) {
    long now = System.nanoTime();
    nanos.recordValue(Math.min(HIGHEST_NANOS, now - visit.due()));
    if (now - visit.due() > LATE_NANOS) {
      lastLate = now - begun;
    }
    if (!served.get(visit.host())) {
      served.set(visit.host());
      waiting--;
      allServed = now - begun;
    }
  }

  synchronized void refused(int status, boolean toldWhenToComeBack) {
    if (toldWhenToComeBack) {
      refused++;
    } else {
      failures.merge(status, 1L, Long::sum);
    }
  }

  /** How long answers took from when the request was due. */
  public Histogram nanos() {
    return nanos;
  }

  /** Requests that were told to come back later, and when. */
  public long refused() {
    return refused;
  }

  /** Other requests that failed, by HTTP's status; 0 for broken connections. */
  public Map<Integer, Long> failures() {
    return failures;
  }

  /** Hosts that were never answered. */
  public long unserved() {
    return waiting;
  }

  /** Seconds until each host that was answered at all had been answered once. */
  public double secondsUntilServed() {
    return allServed / 1e9;
  }

  /** Seconds until the last answer that came more than a second late. */
  public double secondsUntilCalm() {
    return lastLate / 1e9;
  }
}
