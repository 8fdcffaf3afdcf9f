package org.idlewild.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.idlewild.agent.policy.OnFraction;

/**
 * Keeps the {@link OnFraction} in a file over the agent's end. Written by the loop's thread, read
 * by any.
 */
final class OnTime {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Path kept;
  private volatile OnFraction now;
  private Instant saved;
  private boolean ran;

  private OnTime(Path kept, OnFraction now) {
    this.kept = kept;
    this.now = now;
    this.saved = now.at();
  }

  /** Goes on from what was kept; what makes no sense is forgotten. */
  static OnTime open(Path kept, Instant start) throws IOException {
    OnFraction known = OnFraction.unknown(start);
    if (Files.exists(kept)) {
      known = read(Files.readString(kept), known);
    }
    return new OnTime(kept, known.after(start, false));
  }

  private static OnFraction read(String text, OnFraction otherwise) {
    String[] words = text.strip().split(" ", -1);
    try {
      return new OnFraction(
          Double.parseDouble(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return otherwise;
    }
  }

  /** Notes whether tasks may run from now on. */
  void note(Instant instant, boolean runs) throws IOException {
    now = now.after(instant, ran);
    ran = runs;
    if (Duration.between(saved, instant).abs().compareTo(INTERVAL) >= 0) {
      saved = instant;
      save();
    }
  }

  private void save() throws IOException {
    Path fresh = kept.resolveSibling(kept.getFileName() + ".new");
    Files.writeString(fresh, now.fraction() + " " + now.at().toEpochMilli());
    Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  double fraction() {
    return now.fraction();
  }
}
