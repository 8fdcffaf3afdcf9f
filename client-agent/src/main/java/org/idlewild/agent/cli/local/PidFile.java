package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.idlewild.agent.cli.api.CommandFailed;

/**
 * Processes that were left running, in the order in which they are to be stopped: a line each with
 * its number and when it started, so that a number used again by the system is not taken for it.
 */
public final class PidFile {
  private static final Duration TO_STOP = Duration.ofSeconds(30);

  private final Path file;

  /** At this place. */
  public PidFile(Path file) {
    this.file = file;
  }

  /** Writes the processes down. */
  public void write(List<ProcessHandle> processes) throws IOException {
    List<String> lines = new ArrayList<>();
    for (ProcessHandle process : processes) {
      lines.add(process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH));
    }
    Files.write(file, lines, StandardCharsets.UTF_8);
  }

  /** Stops those that still run, one after the other; returns how many. */
  public int stopAll() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CommandFailed.failed("Nothing was left running there: %s is missing.", file);
    }
    int stopped = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      Optional<ProcessHandle> process = find(line);
      process.ifPresent(handle -> Processes.stop(handle, TO_STOP));
      stopped += process.isPresent() ? 1 : 0;
    }
    Files.delete(file);
    return stopped;
  }

  private static Optional<ProcessHandle> find(String line) {
    if (!line.matches("[0-9]{1,18} \\S+")) {
      return Optional.empty();
    }
    int space = line.indexOf(' ');
    String started = line.substring(space + 1);
    return ProcessHandle.of(Long.parseLong(line.substring(0, space)))
        .filter(
            process ->
                process.info().startInstant().orElse(Instant.EPOCH).toString().equals(started));
  }
}
