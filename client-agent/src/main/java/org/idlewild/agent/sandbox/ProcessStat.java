package org.idlewild.agent.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of {@code /proc/PID/stat}.
 *
 * @param session the session that it belongs to
 * @param cpu processor time of the process and of its children that ended
 * @param threads its threads
 * @param residentBytes its memory, counting shared pages in full
 */
record ProcessStat(long session, Duration cpu, int threads, long residentBytes) {
  private static final Pattern SPACES = Pattern.compile(" +");

  /** Linux shows times to programs in hundredths of a second, whatever the kernel's own clock. */
  private static final long MILLIS_PER_TICK = 10;

  private static final long PAGE = 4096;

  /** Reads one, unless the process is gone or the system has no such files. */
  static Optional<ProcessStat> read(Path file) {
    try {
      return Optional.of(parse(Files.readString(file, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The name in parentheses may hold anything, so fields are counted from the last parenthesis. */
  static ProcessStat parse(String line) {
    List<String> fields =
        SPACES.splitAsStream(line.substring(line.lastIndexOf(')') + 2).strip()).toList();
    long ticks = 0;
    for (int field = 11; field <= 14; field++) {
      ticks += Long.parseLong(fields.get(field));
    }
    return new ProcessStat(
        Long.parseLong(fields.get(3)),
        Duration.ofMillis(ticks * MILLIS_PER_TICK),
        Integer.parseInt(fields.get(17)),
        Long.parseLong(fields.get(21)) * PAGE);
  }
}
