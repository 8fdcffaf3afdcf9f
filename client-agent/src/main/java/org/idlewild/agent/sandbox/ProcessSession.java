package org.idlewild.agent.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All processes of a Linux session, also those that the system has for orphans: Wine makes its
 * processes so.
 */
public final class ProcessSession {
  private static final Path PROC = Path.of("/proc");
  private static final int PASSES = 10;

  private final long leader;

  /**
   * Of a process that was started as the leader of a session.
   *
   * @param leader that process
   */
  public ProcessSession(long leader) {
    this.leader = leader;
  }

  /** What they use together; the leader, which only watches over the program, does not count. */
  public Usage usage() {
    Duration cpu = Duration.ZERO;
    long memory = 0;
    int threads = 0;
    for (long pid : members()) {
      Optional<ProcessStat> stat = stat(pid);
      if (stat.isPresent() && pid != leader) {
        cpu = cpu.plus(stat.get().cpu());
        memory += stat.get().residentBytes();
        threads += stat.get().threads();
      }
    }
    return new Usage(cpu, memory, memory, threads, false);
  }

  /** Ends them all; new ones may appear meanwhile, so it looks until there are none. */
  public void kill() {
    for (int pass = 0; pass < PASSES; pass++) {
      List<Long> members = members();
      if (members.isEmpty()) {
        return;
      }
      members.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
  }

  private List<Long> members() {
    List<Long> members = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (stat(pid).filter(stat -> stat.session() == leader).isPresent()) {
          members.add(pid);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No such folder, no such processes.
      return members;
    }
    return members;
  }

  private static Optional<ProcessStat> stat(long pid) {
    return ProcessStat.read(PROC.resolve(Long.toString(pid)).resolve("stat"));
  }
}
