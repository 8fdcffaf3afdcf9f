package org.idlewild.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** What is going to happen, by simulated time; what is due at one instant happens in its order. */
final class Agenda {
  /** Before any real file's time of change, so that no file looks abandoned. */
  static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

  private final Queue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::when).thenComparing(Entry::number));
  private Instant now = BEGIN;
  private long number;

  private record Entry(Instant when, long number, Runnable event) {}

  Instant now() {
    return now;
  }

  void in(Duration delay, Runnable event) {
    entries.add(new Entry(now.plus(delay), number++, event));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Lets the next thing happen. */
  void next() {
    Entry entry = entries.remove();
    now = entry.when();
    entry.event().run();
  }
}
