package org.idlewild.agent.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.idlewild.agent.cli.api.Progress;

/** A batch's progress on one line: a bar, the counts that are not nought, the time left. */
final class ProgressLine {
  private static final int BAR = 16;

  private ProgressLine() {}

  /** The line; the time left comes from how many workunits ended since the watching began. */
  static String of(Progress progress, long overAtStart, Duration watched) {
    StringBuilder line = new StringBuilder(bar(progress));
    line.append(String.format(Locale.ROOT, " %d/%d done", progress.done(), progress.total()));
    count(line, progress.unsent(), "unsent");
    count(line, progress.inProgress(), "running");
    count(line, progress.validating() + progress.assimilating(), "checking");
    count(line, progress.held(), "held");
    count(line, progress.failed(), "failed");
    count(line, progress.cancelled(), "cancelled");
    timeLeft(progress, overAtStart, watched)
        .ifPresent(left -> line.append(", ").append(clock(left)).append(" left"));
    return line.toString();
  }

  /** How long the rest takes at the pace so far; empty while there is no pace, or no rest. */
  static Optional<Duration> timeLeft(Progress progress, long overAtStart, Duration watched) {
    long ended = progress.over() - overAtStart;
    if (ended <= 0 || progress.isOver()) {
      return Optional.empty();
    }
    double rest = (double) (progress.total() - progress.over()) / ended;
    return Optional.of(Duration.ofMillis(Math.round(watched.toMillis() * rest)));
  }

  private static String bar(Progress progress) {
    long total = Math.max(1, progress.total());
    int full = (int) Math.max(0, Math.min(BAR, progress.over() * BAR / total));
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  private static void count(StringBuilder line, long count, String what) {
    if (count != 0) {
      line.append(", ").append(count).append(' ').append(what);
    }
  }

  /** Such as 0:07, 12:30 or 3:00:05. */
  static String clock(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
