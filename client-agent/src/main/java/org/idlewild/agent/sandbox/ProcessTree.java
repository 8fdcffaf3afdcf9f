package org.idlewild.agent.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A process and its descendants, found by asking the system. Works everywhere, counts only while it
 * looks.
 */
public final class ProcessTree implements ProcessGroup {
  private static final int PASSES = 10;
  private final ProcessHandle root;
  private final boolean withRoot;

  /**
   * Makes one.
   *
   * @param root the first process
   * @param withRoot whether it belongs to the program, or only watches over it
   */
  public ProcessTree(ProcessHandle root, boolean withRoot) {
    this.root = root;
    this.withRoot = withRoot;
  }

  /** New ones may appear while others are being stopped, so it looks until none is new. */
  @Override
  public void freeze() throws IOException {
    Set<Long> stopped = new HashSet<>();
    for (int pass = 0; pass < PASSES; pass++) {
      List<Long> fresh = pids().filter(pid -> !stopped.contains(pid)).toList();
      if (fresh.isEmpty()) {
        return;
      }
      signal("STOP", fresh);
      stopped.addAll(fresh);
    }
  }

  @Override
  public void thaw() throws IOException {
    signal("CONT", pids().toList());
  }

  @Override
  public void kill() {
    List<ProcessHandle> all = root.descendants().toList();
    root.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public Usage usage() {
    Usage sum = Usage.NONE;
    for (long pid : pids().toList()) {
      Optional<ProcessStat> stat = ProcessStat.read(Path.of("/proc", Long.toString(pid), "stat"));
      if (stat.isPresent()) {
        sum = plus(sum, stat.get());
      }
    }
    return sum;
  }

  private static Usage plus(Usage sum, ProcessStat one) {
    long memory = sum.memoryBytes() + one.residentBytes();
    Duration cpu = sum.cpu().plus(one.cpu());
    return new Usage(cpu, memory, memory, sum.processes() + one.threads(), false);
  }

  @Override
  public void remove() {
    // Nothing was made.
  }

  private Stream<Long> pids() {
    Stream<ProcessHandle> below = root.descendants();
    return (withRoot ? Stream.concat(Stream.of(root), below) : below).map(ProcessHandle::pid);
  }

  private static void signal(String name, List<Long> pids) throws IOException {
    if (pids.isEmpty() || !Files.exists(Path.of("/bin/sh"))) {
      return;
    }
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$@\" 2>/dev/null", "kill", name));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
