package org.idlewild.agent.cli.api;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tries again while the server is out of reach: pauses of 1, 2, 4 ... seconds, at most 15. */
public final class Patience {
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final int tries;
  private final Pause pause;
  private final Consumer<String> notice;

  /** So many tries in all; the notice is told once when the first of them fails. */
  public Patience(int tries, Pause pause, Consumer<String> notice) {
    this.tries = tries;
    this.pause = pause;
    this.notice = notice;
  }

  /** The call's answer; the last {@link Unreachable} when no try succeeded. */
  public <T> T keepTrying(Supplier<T> call) {
    for (int tried = 1; ; tried++) {
      try {
        return call.get();
      } catch (Unreachable e) {
        if (tried >= tries) {
          throw e;
        }
        if (tried == 1) {
          notice.accept(e.getMessage() + " Trying again ...");
        }
        pause.sleep(pauseAfter(tried));
      }
    }
  }

  /** How long to wait after so many tries. */
  static Duration pauseAfter(int tried) {
    Duration pause = Duration.ofSeconds(1L << Math.min(tried - 1, 10));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
