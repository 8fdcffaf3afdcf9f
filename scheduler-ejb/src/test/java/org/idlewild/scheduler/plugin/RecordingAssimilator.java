package org.idlewild.scheduler.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.idlewild.assimilator.Assimilator;
import org.idlewild.assimilator.Handoff;
import org.idlewild.assimilator.TryLater;

/** Remembers what it was handed; takes nothing whose parameter is "later" while it is busy. */
public final class RecordingAssimilator implements Assimilator {
  private static final List<Handoff> SEEN = new CopyOnWriteArrayList<>();
  private static volatile boolean busy;
  private static volatile Supplier<TryLater> excuse = () -> new TryLater("busy");

  /** What all of them were handed since the last call of {@link #begin}. */
  public static List<Handoff> seen() {
    return List.copyOf(SEEN);
  }

  public static void begin() {
    SEEN.clear();
    busy = false;
    excuse = () -> new TryLater("busy");
  }

  /** What they say while they are busy. */
  public static void excuse(Supplier<TryLater> later) {
    excuse = later;
  }

  public static void busy(boolean now) {
    busy = now;
  }

  @Override
  public String name() {
    return "recording";
  }

  /** Takes whatever it is told. */
  @Override
  public Assimilator with(Map<String, String> options) {
    return this;
  }

  @Override
  public void assimilate(Handoff handoff, OutputStream part) throws TryLater, IOException {
    SEEN.add(handoff);
    part.write(handoff.parameter().getBytes(StandardCharsets.UTF_8));
    if (busy && handoff.parameter().equals("later")) {
      throw excuse.get();
    }
  }
}
