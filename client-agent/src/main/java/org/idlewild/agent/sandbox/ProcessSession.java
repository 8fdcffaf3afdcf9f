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
 * processes so. Beside them there is a companion, in a session of its own, that works for them
 * alone. Threads: any.
 */
public final class ProcessSession {
  private static final Path PROC = Path.of("/proc");
  private static final int PASSES = 10;

  private final long leader;
  private final String companion;
  private volatile Path found = PROC.resolve("none");

  /**
   * Of a process that was started as the leader of a session.
   *
   * @param leader that process
   * @param companion the name of the folder that the companion works in
   */
  public ProcessSession(long leader, String companion) {
    this.leader = leader;
    this.companion = companion;
  }

  /**
   * What they use together. The leader, which only watches over the program, does not count, and
   * the companion, which the program has no say over, is none of its processes.
   */
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
    Optional<ProcessStat> helper = companion();
    cpu = cpu.plus(helper.map(ProcessStat::cpu).orElse(Duration.ZERO));
    memory += helper.map(ProcessStat::residentBytes).orElse(0L);
    return new Usage(cpu, memory, memory, threads, false);
  }

  private Optional<ProcessStat> companion() {
    if (!worksForThem(found)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, this::isCompanion)) {
        all.forEach(process -> found = process);
      } catch (IOException | DirectoryIteratorException e) {
        return Optional.empty();
      }
    }
    return ProcessStat.read(found.resolve("stat"));
  }

  private boolean isCompanion(Path process) {
    return Character.isDigit(process.getFileName().toString().charAt(0)) && worksForThem(process);
  }

  private boolean worksForThem(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).endsWith(companion);
    } catch (IOException e) {
      return false;
    }
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
