package org.idlewild.work;

import java.time.Duration;

/**
 * How a host does with one app version (BOINC: host_app_version).
 *
 * @param consecutiveValid valid results since the last error or invalid one
 * @param quota how many more it gets
 * @param reported results that it reported or that it never did
 * @param failed those of them that were errors
 * @param turnaroundMillis mean time from sent to reported, the last ones weighing more; 0 before
 *     the first
 * @param pace mean of the measured run time over the estimated one; 1 before the first
 * @param paceSamples how many that mean is made of
 * @param memoryShort what the host gave when a task ran out of memory, in bytes; 0 for never
 */
public record HostAppVersion(
    int consecutiveValid,
    Quota quota,
    long reported,
    long failed,
    double turnaroundMillis,
    double pace,
    long paceSamples,
    long memoryShort) {

  /** Of a host that never ran it. */
  public static final HostAppVersion NEW = new HostAppVersion(0, Quota.NEW, 0, 0, 0, 1, 0, 0);

  /** Means forget: one of so many samples that the last one always counts. */
  private static final int MEMORY = 20;

  /** After a result was sent. */
  public HostAppVersion sent(long today) {
    return new HostAppVersion(
        consecutiveValid,
        quota.sent(today),
        reported,
        failed,
        turnaroundMillis,
        pace,
        paceSamples,
        memoryShort);
  }

  /**
   * After a success was reported.
   *
   * @param limit the app's daily quota
   * @param turnaround from sent to reported
   */
  public HostAppVersion succeeded(int limit, Duration turnaround) {
    return new HostAppVersion(
        consecutiveValid,
        quota.succeeded(limit),
        reported + 1,
        failed,
        mean(turnaroundMillis, reported, (double) turnaround.toMillis()),
        pace,
        paceSamples,
        memoryShort);
  }

  /**
   * After a run time was measured.
   *
   * @param estimated what it was thought to be; zero when nothing was known
   */
  public HostAppVersion ran(Duration estimated, Duration measured) {
    if (estimated.isZero() || measured.isZero()) {
      return this;
    }
    double sample = (double) measured.toMillis() / Math.max(1, estimated.toMillis());
    return new HostAppVersion(
        consecutiveValid,
        quota,
        reported,
        failed,
        turnaroundMillis,
        mean(pace, paceSamples, sample),
        paceSamples + 1,
        memoryShort);
  }

  /** After an error was reported. */
  public HostAppVersion failed(int limit) {
    return ended(limit, 1, turnaroundMillis);
  }

  /** After a deadline passed in silence; the host is as slow as the deadline at least. */
  public HostAppVersion silent(int limit, Duration delayBound) {
    return ended(limit, 0, mean(turnaroundMillis, reported, (double) delayBound.toMillis()));
  }

  private HostAppVersion ended(int limit, int failures, double newTurnaround) {
    return new HostAppVersion(
        0,
        quota.failed(limit),
        reported + 1,
        failed + failures,
        newTurnaround,
        pace,
        paceSamples,
        memoryShort);
  }

  /**
   * After a result was found valid. One that nothing was compared with says nothing about the host
   * (BOINC: is_valid).
   */
  public HostAppVersion validated(int limit, boolean compared) {
    return judged(compared ? consecutiveValid + 1 : consecutiveValid, quota.validated(limit));
  }

  /** After a result was found invalid. */
  public HostAppVersion refused() {
    return judged(0, quota);
  }

  private HostAppVersion judged(int valid, Quota newQuota) {
    return new HostAppVersion(
        valid, newQuota, reported, failed, turnaroundMillis, pace, paceSamples, memoryShort);
  }

  /** After a task ran out of the memory that the host gave. */
  public HostAppVersion ranOutOfMemory(long given) {
    return new HostAppVersion(
        consecutiveValid,
        quota,
        reported,
        failed,
        turnaroundMillis,
        pace,
        paceSamples,
        Math.max(memoryShort, given));
  }

  /** The part of its results that were errors, 0 to 1. */
  public double errorRate() {
    return reported == 0 ? 0 : (double) failed / reported;
  }

  private static double mean(double before, long samples, double sample) {
    return before + (sample - before) / Math.min(samples + 1, MEMORY);
  }
}
