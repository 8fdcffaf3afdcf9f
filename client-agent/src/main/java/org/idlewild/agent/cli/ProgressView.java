package org.idlewild.agent.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.idlewild.agent.cli.api.Progress;

/**
 * Shows progress: one line redrawn on a terminal, else a line every few seconds and one at the end.
 */
public final class ProgressView implements Consumer<Progress> {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration BETWEEN_DRAWS = Duration.ofMillis(100);

  /** A line that wraps could not be redrawn; terminals are at least this wide. */
  private static final int NARROWEST = 80;

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private Instant begun;
  private Instant shown = Instant.MIN;
  private long overAtStart;
  private boolean ended;

  /** To where progress goes. */
  public ProgressView(Surroundings surroundings) {
    this.out = surroundings.err();
    this.terminal = surroundings.terminal();
    this.clock = surroundings.clock();
  }

  @Override
  public void accept(Progress progress) {
    Instant now = clock.instant();
    if (begun == null) {
      begun = now;
      overAtStart = progress.over();
    }
    boolean last = progress.isOver() && !ended;
    if (last || (!ended && !now.isBefore(nextShow()))) {
      shown = now;
      ended = last;
      draw(ProgressLine.of(progress, overAtStart, Duration.between(begun, now)), last);
    }
  }

  /** Says something between two drawings of the line. */
  public void note(String sentence) {
    out.print(terminal ? "\r\033[K" + sentence + "\n" : sentence + "\n");
    out.flush();
  }

  private Instant nextShow() {
    return shown.equals(Instant.MIN) ? shown : shown.plus(terminal ? BETWEEN_DRAWS : BETWEEN_LINES);
  }

  private void draw(String line, boolean last) {
    String shortLine = line.substring(0, Math.min(line.length(), NARROWEST - 1));
    out.print(terminal ? "\r\033[K" + shortLine + (last ? "\n" : "") : line + "\n");
    out.flush();
  }
}
