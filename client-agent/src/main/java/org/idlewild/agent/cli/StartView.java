package org.idlewild.agent.cli;

import java.time.Duration;
import java.util.function.Consumer;

/** Shows that the server is starting, and for how long. */
public final class StartView implements Consumer<Duration> {
  private final Surroundings surroundings;
  private long shown = -1;

  /** To where progress goes. */
  public StartView(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void accept(Duration waited) {
    long seconds = waited.toSeconds();
    if (seconds == shown || (!surroundings.terminal() && seconds % 10 != 0)) {
      return;
    }
    shown = seconds;
    String line = "The server is starting ... " + seconds + " s";
    surroundings.err().print(surroundings.terminal() ? "\r\033[K" + line : line + "\n");
    surroundings.err().flush();
  }

  /** Takes the line away. */
  public void end() {
    if (surroundings.terminal() && shown >= 0) {
      surroundings.err().print("\r\033[K");
      surroundings.err().flush();
    }
  }
}
