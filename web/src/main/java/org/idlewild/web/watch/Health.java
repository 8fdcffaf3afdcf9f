package org.idlewild.web.watch;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/**
 * The answer of a health check, as MicroProfile Health writes it.
 *
 * @param status {@code UP} or {@code DOWN}
 * @param checks what was looked at
 */
public record Health(String status, List<Check> checks) {
  private static final String UP = "UP";
  private static final String DOWN = "DOWN";

  /** One thing that was looked at, and what was seen. */
  public record Check(String name, String status, Map<String, String> data) {}

  /** Ready unless there is a reason. */
  static Health ready(String reason) {
    return reason.isEmpty()
        ? of("idlewild", UP, Map.of())
        : of("idlewild", DOWN, Map.of("reason", reason));
  }

  /** Alive unless threads wait for each other for ever: only a new start ends that. */
  static Health live() {
    long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    return deadlocked == null
        ? of("idlewild-threads", UP, Map.of())
        : of("idlewild-threads", DOWN, Map.of("deadlocked", Integer.toString(deadlocked.length)));
  }

  private static Health of(String name, String status, Map<String, String> data) {
    return new Health(status, List.of(new Check(name, status, data)));
  }

  /** The HTTP status: 200, or 503 when down. */
  int httpStatus() {
    return UP.equals(status) ? 200 : 503;
  }
}
