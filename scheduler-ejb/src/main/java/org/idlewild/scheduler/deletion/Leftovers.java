package org.idlewild.scheduler.deletion;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.idlewild.work.RetryDelay;

/**
 * Contents that nobody uses and that could not be deleted. Each rests, longer after each try. Kept
 * in memory: after a start the sweep finds them again. Threads: any.
 */
final class Leftovers {
  private record Try(int failures, Instant next) {}

  private final Map<String, Try> tries = new ConcurrentHashMap<>();

  /** Those whose rest is over. */
  List<String> due(Instant now) {
    return tries.entrySet().stream()
        .filter(entry -> !entry.getValue().next().isAfter(now))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  boolean rests(String sha256, Instant now) {
    Try last = tries.get(sha256);
    return last != null && last.next().isAfter(now);
  }

  void failed(String sha256, Instant now) {
    tries.compute(
        sha256,
        (name, last) -> {
          int failures = last == null ? 1 : last.failures() + 1;
          return new Try(failures, now.plus(RetryDelay.after(failures)));
        });
  }

  void done(Collection<String> some) {
    some.forEach(tries::remove);
  }
}
