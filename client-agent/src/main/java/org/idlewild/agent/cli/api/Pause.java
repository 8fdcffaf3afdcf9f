package org.idlewild.agent.cli.api;

import java.time.Duration;

/** Waiting, from outside, so that tests need not. */
@FunctionalInterface
public interface Pause {
  /** The real one. */
  Pause REAL =
      duration -> {
        try {
          Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw CommandFailed.failed("Interrupted.");
        }
      };

  /** Waits that long. */
  void sleep(Duration duration);
}
