package org.idlewild.work;

import java.time.Duration;

/** How long a host takes for a workunit. */
public final class Estimate {
  /** Longer than anybody waits; what would be longer still says no more. */
  private static final double MOST_SECONDS = Duration.ofDays(36_500).toSeconds();

  /** Long enough that a host which asks for hours does not get hundreds of unknown tasks. */
  private static final Duration GUESS = Duration.ofMinutes(15);

  private Estimate() {}

  /**
   * The run time by the host's speed alone.
   *
   * @param flops what the workunit takes; 0 when not known
   * @return zero when nothing is known
   */
  public static Duration raw(double flops, HostDescription host, PlanClass plan) {
    double speed = host.flopsPerProcessor() * plan.speed() * plan.processors();
    return flops > 0 && speed > 0 ? seconds(flops / speed) : Duration.ZERO;
  }

  /** The run time, corrected by how the host did before. */
  public static Duration run(
      double flops, HostDescription host, PlanClass plan, HostAppVersion history) {
    return times(raw(flops, host, plan), history.pace());
  }

  /** The time from start to end, the host being on for a part of the time only. */
  public static Duration elapsed(
      double flops, HostDescription host, PlanClass plan, HostAppVersion history) {
    return elapsed(run(flops, host, plan, history), host);
  }

  /** The same for a run time that is known. */
  public static Duration elapsed(Duration run, HostDescription host) {
    return times(run, 1 / host.onFraction());
  }

  /** The run time, or what is taken for it where nothing is known. */
  public static Duration orGuess(Duration run) {
    return run.isZero() ? GUESS : run;
  }

  /**
   * How much longer a host is busy for such a task, spread over its processors.
   *
   * @param elapsed of the task by itself
   */
  public static Duration share(Duration elapsed, HostDescription host, PlanClass plan) {
    return times(elapsed, Math.min(1.0, (double) plan.processors() / host.processors()));
  }

  private static Duration times(Duration time, double factor) {
    return time.isZero() ? time : seconds(time.toNanos() / 1e9 * factor);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(Math.min(seconds, MOST_SECONDS) * 1e9));
  }
}
