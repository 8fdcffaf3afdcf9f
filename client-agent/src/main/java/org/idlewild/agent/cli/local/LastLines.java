package org.idlewild.agent.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads what a process prints so that it never waits for a reader, and keeps the last lines. */
final class LastLines {
  private static final int KEPT = 20;
  private static final int WIDTH = 400;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Begins to read on a thread of its own, which ends with the stream. */
  static LastLines of(InputStream stream, String name) {
    LastLines last = new LastLines();
    Thread reader = new Thread(() -> last.read(stream), name);
    reader.setDaemon(true);
    reader.start();
    return last;
  }

  /** The last lines so far. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Whether one of the last lines holds a text. */
  synchronized boolean saw(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  private void read(InputStream stream) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        keep(line.length() <= WIDTH ? line : line.substring(0, WIDTH));
      }
    } catch (IOException e) {
      keep("(its output could not be read further: " + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String line) {
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }
}
