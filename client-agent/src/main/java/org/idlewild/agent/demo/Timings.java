package org.idlewild.agent.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the time went: named steps, one after the other. */
final class Timings {
  private final InstantSource clock;
  private final Map<String, Duration> steps = new LinkedHashMap<>();
  private Instant mark;

  Timings(InstantSource clock, Duration build) {
    this.clock = clock;
    this.mark = clock.instant();
    steps.put("build", build);
  }

  /** The step that just ended; it began where the one before ended. */
  void ended(String step) {
    Instant now = clock.instant();
    steps.merge(step, Duration.between(mark, now), Duration::plus);
    mark = now;
  }

  /** Such as {@code build 12.0 s, boot 5.3 s, ... together 60.1 s}. */
  @Override
  public String toString() {
    Duration sum = steps.values().stream().reduce(Duration.ZERO, Duration::plus);
    return steps.entrySet().stream()
            .map(step -> step.getKey() + " " + seconds(step.getValue()))
            .collect(Collectors.joining(", "))
        + "; together "
        + seconds(sum);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
