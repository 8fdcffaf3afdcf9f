package org.idlewild.assimilator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Texts as lines. A line ends at a line feed, with or without a carriage return before it; one that
 * is longer than any honest line is not kept in memory.
 */
final class Lines {
  /** The longest line that is looked at, in bytes. */
  static final int LONGEST = 8192;

  private Lines() {}

  /** Copies the outputs, each ending its last line, so that no line runs into the next output's. */
  static void join(Iterable<Output> outputs, OutputStream to) throws IOException {
    for (Output output : outputs) {
      Ending ending = new Ending(to);
      try (InputStream content = output.open()) {
        content.transferTo(ending);
      }
      if (ending.last != '\n') {
        to.write('\n');
      }
    }
  }

  /**
   * Gives each line that is not blank to a reader.
   *
   * @param reader whether it could use the line
   * @return how many lines were too long or of no use
   */
  static long each(Parts parts, Predicate<String> reader) throws IOException {
    long useless = 0;
    for (Optional<InputStream> next = parts.next(); next.isPresent(); next = parts.next()) {
      try (InputStream part = new BufferedInputStream(next.get(), 64 * 1024)) {
        useless += each(part, reader);
      }
    }
    return useless;
  }

  /** Tells whoever reads an output that not all of its lines could be used. */
  static String leftOut(long lines) {
    return lines == 0 ? "" : "#\tlines left out: " + lines + "\n";
  }

  private static long each(InputStream part, Predicate<String> reader) throws IOException {
    long useless = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    for (int b = part.read(); b >= 0 || line.size() > 0 || tooLong; b = part.read()) {
      if (b >= 0 && b != '\n') {
        tooLong |= line.size() == LONGEST;
        if (!tooLong) {
          line.write(b);
        }
        continue;
      }
      String text = withoutReturn(line.toString(StandardCharsets.UTF_8));
      if (tooLong || (!text.isBlank() && !reader.test(text))) {
        useless++;
      }
      line.reset();
      tooLong = false;
    }
    return useless;
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Remembers how what went through it ended. */
  private static final class Ending extends OutputStream {
    private final OutputStream to;

    /** An empty output needs no end. */
    private int last = '\n';

    Ending(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      to.write(b);
      last = b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      to.write(bytes, from, length);
      last = length > 0 ? bytes[from + length - 1] : last;
    }
  }
}
