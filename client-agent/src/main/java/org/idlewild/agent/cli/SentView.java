package org.idlewild.agent.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Shows how many workunits were sent to the server. */
final class SentView implements LongConsumer {
  private static final Duration BETWEEN_DRAWS = Duration.ofMillis(200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final Surroundings surroundings;
  private Instant next;
  private boolean drawn;

  SentView(Surroundings surroundings) {
    this.surroundings = surroundings;
    next = surroundings.clock().instant().plus(pause());
  }

  private Duration pause() {
    return surroundings.terminal() ? BETWEEN_DRAWS : BETWEEN_LINES;
  }

  @Override
  public void accept(long workunits) {
    Instant now = surroundings.clock().instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(pause());
    drawn = true;
    String line = String.format(Locale.ROOT, "%,d workunits sent ...", workunits);
    surroundings.err().print(surroundings.terminal() ? "\r\033[K" + line : line + "\n");
    surroundings.err().flush();
  }

  /** Takes the line away. */
  void end() {
    if (surroundings.terminal() && drawn) {
      surroundings.err().print("\r\033[K");
      surroundings.err().flush();
    }
  }
}
