package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a command and all that it started used, by Linux's own account of processes that ended.
 *
 * @param elapsed on the wall, until the command ended
 * @param cpu to a hundredth of a second
 * @param bytes read and written by system calls
 */
record Meter(Duration elapsed, Duration cpu, long bytes) {
  private static final int USER = 13;
  private static final int CHILDREN_SYSTEM = 16;
  private static final long TICK_MILLIS = 10;
  private static final Pattern CHARS = Pattern.compile("[rw]char: (\\d+)");

  private static final String BOX =
      "unshare --map-root-user --pid --fork --kill-child --mount-proc sh -c";

  /** As the first process of a box, it waits for orphans too, and so they are counted with it. */
  private static final String READER =
      """
      file=$0
      begun=$(date +%s%N)
      "$@"
      code=$?
      ended=$(date +%s%N)
      looks=0
      while set -- /proc/[0-9]* && [ $# -gt 1 ] && [ $looks -lt 50 ]; do
        looks=$((looks + 1))
        sleep 0.2
      done
      { echo $((ended - begun)); cat /proc/1/stat /proc/1/io; } >"$file"
      exit $code
      """;

  /** What comes before a command, so that its use is in a file afterwards. */
  static List<String> before(Path file) {
    List<String> command = new ArrayList<>(List.of(BOX.split(" ", -1)));
    command.addAll(List.of(READER, file.toString()));
    return command;
  }

  static Meter of(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String stat = lines.get(1);
    String[] fields = stat.substring(stat.indexOf('(')).split(" ", -1);
    long ticks = 0;
    for (int field = USER; field <= CHILDREN_SYSTEM; field++) {
      ticks += Long.parseLong(fields[field - 1]);
    }
    long bytes =
        CHARS
            .matcher(String.join("\n", lines))
            .results()
            .map(MatchResult::group)
            .mapToLong(text -> Long.parseLong(text.substring(text.indexOf(' ') + 1)))
            .sum();
    Duration elapsed = Duration.ofNanos(Long.parseLong(lines.get(0)));
    return new Meter(elapsed, Duration.ofMillis(ticks * TICK_MILLIS), bytes);
  }
}
