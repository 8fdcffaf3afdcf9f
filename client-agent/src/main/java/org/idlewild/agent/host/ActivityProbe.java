package org.idlewild.agent.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.idlewild.agent.policy.Activity;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.PowerSource;

/**
 * Looks at what goes on at the machine beside the tasks. Each look covers the time since the one
 * before.
 */
public final class ActivityProbe {
  private final SystemInfo system;
  private final InputClock input;
  private final InstantSource clock;
  private long[] ticks;

  /** Makes one; the first look covers the time from now. */
  public ActivityProbe(SystemInfo system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
    this.input = InputClock.ofLinux();
    this.ticks = system.getHardware().getProcessor().getSystemCpuLoadTicks();
  }

  /** How long nobody has touched the machine; empty when there is no sign of anybody at all. */
  public Optional<Duration> idle() {
    return input.idle(clock.instant());
  }

  /** Looks. */
  public Activity look() {
    CentralProcessor processor = system.getHardware().getProcessor();
    long[] now = processor.getSystemCpuLoadTicks();
    double load = othersLoad(ticks, now);
    ticks = now;
    Instant instant = clock.instant();
    return new Activity(input.idle(instant), onBattery(), load);
  }

  /**
   * The share of time in programs of normal priority. Tasks run at the lowest, whose time is
   * counted apart, so nothing has to be taken off.
   */
  static double othersLoad(long[] before, long[] after) {
    long total = 0;
    for (int i = 0; i < after.length; i++) {
      total += after[i] - before[i];
    }
    long others =
        Arrays.stream(
                new TickType[] {TickType.USER, TickType.SYSTEM, TickType.IRQ, TickType.SOFTIRQ})
            .mapToLong(type -> after[type.getIndex()] - before[type.getIndex()])
            .sum();
    return total <= 0 ? 0 : Math.min(1, Math.max(0, (double) others / total));
  }

  private boolean onBattery() {
    return system.getHardware().getPowerSources().stream().anyMatch(PowerSource::isDischarging);
  }
}
