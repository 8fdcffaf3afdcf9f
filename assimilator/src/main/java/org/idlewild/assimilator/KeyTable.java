package org.idlewild.assimilator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Numbers by key, folded, in the order of the keys. What does not fit the memory goes to sorted
 * files, which are merged in the end.
 */
final class KeyTable {
  private static final int FILES_AT_ONCE = 32;

  /** What an entry costs beside its key's characters. */
  private static final int ENTRY = 100;

  private final Fold fold;
  private final Path scratch;
  private final long most;
  private final TreeMap<String, BigDecimal> here = new TreeMap<>();
  private final List<Path> runs = new ArrayList<>();
  private long size;
  private int made;

  /**
   * An empty table.
   *
   * @param scratch a folder for what does not fit
   * @param most how much is kept in memory, in characters or so
   */
  KeyTable(Fold fold, Path scratch, long most) {
    this.fold = fold;
    this.scratch = scratch;
    this.most = most;
  }

  void add(String key, BigDecimal number) {
    int before = here.size();
    here.merge(key, number, fold::of);
    size += here.size() > before ? key.length() + ENTRY : 0;
    if (size > most) {
      try {
        spill();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** Writes a line {@code key TAB number} for each key. */
  void writeTo(Writer out) throws IOException {
    if (runs.isEmpty()) {
      write(here, out);
      return;
    }
    spill();
    while (runs.size() > FILES_AT_ONCE) {
      List<Path> some = runs.subList(0, FILES_AT_ONCE);
      Path merged = newRun();
      try (Writer run = Files.newBufferedWriter(merged)) {
        merge(some, run);
      }
      for (Path done : some) {
        Files.delete(done);
      }
      some.clear();
      runs.add(merged);
    }
    merge(runs, out);
  }

  private void spill() throws IOException {
    Path file = newRun();
    try (Writer run = Files.newBufferedWriter(file)) {
      write(here, run);
    }
    runs.add(file);
    here.clear();
    size = 0;
  }

  private Path newRun() {
    return scratch.resolve("run-" + made++);
  }

  private static void write(Map<String, BigDecimal> sorted, Writer out) throws IOException {
    for (Map.Entry<String, BigDecimal> entry : sorted.entrySet()) {
      write(entry.getKey(), entry.getValue(), out);
    }
  }

  private static void write(String key, BigDecimal number, Writer out) throws IOException {
    out.append(key).append('\t').append(Decimals.text(number)).append('\n');
  }

  private void merge(List<Path> files, Writer out) throws IOException {
    PriorityQueue<Run> heads = new PriorityQueue<>();
    try {
      for (Path file : files) {
        Run run = new Run(Files.newBufferedReader(file));
        if (run.advance()) {
          heads.add(run);
        }
      }
      while (!heads.isEmpty()) {
        String key = heads.element().key;
        BigDecimal number = null;
        while (!heads.isEmpty() && heads.element().key.equals(key)) {
          Run run = heads.remove();
          number = number == null ? run.number : fold.of(number, run.number);
          if (run.advance()) {
            heads.add(run);
          }
        }
        write(key, number, out);
      }
    } finally {
      for (Run run : heads) {
        run.reader.close();
      }
    }
  }

  /** A sorted file at one of its lines. */
  private static final class Run implements Comparable<Run> {
    private final BufferedReader reader;
    private String key;
    private BigDecimal number;

    Run(BufferedReader reader) {
      this.reader = reader;
    }

    /** False at the end, where the file is closed. */
    boolean advance() throws IOException {
      String line = reader.readLine();
      if (line == null) {
        reader.close();
        return false;
      }
      int tab = line.indexOf('\t');
      key = line.substring(0, tab);
      number = new BigDecimal(line.substring(tab + 1));
      return true;
    }

    @Override
    public int compareTo(Run other) {
      return key.compareTo(other.key);
    }
  }
}
