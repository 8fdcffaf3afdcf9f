package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.idlewild.agent.sandbox.Limits;

/**
 * Version 1: each controller has a tree of its own.
 *
 * @param folders this group's folder by controller; memory and pids are always there, cpuacct and
 *     freezer may be
 */
record CgroupV1(Map<String, Path> folders) implements Cgroup {
  static final String MEMORY = "memory";
  static final String PIDS = "pids";
  static final String CPU = "cpuacct";
  static final String FREEZER = "freezer";

  @Override
  public void limit(Limits limits) throws IOException {
    String memory = Long.toString(limits.memoryBytes());
    ControlFile.write(file(MEMORY, "memory.limit_in_bytes"), memory);
    ControlFile.writeIfThere(file(MEMORY, "memory.memsw.limit_in_bytes"), memory);
    int processes = limits.processes() + Limits.OWN_PROCESSES;
    ControlFile.write(file(PIDS, "pids.max"), Integer.toString(processes));
    if (folders.containsKey(CPU)) {
      // Often mounted together with cpu: a group counts there by its own share, not by its
      // processes' priority.
      ControlFile.writeIfThere(file(CPU, "cpu.shares"), "2");
    }
  }

  @Override
  public List<Path> joinFiles() {
    return folders.values().stream().map(f -> f.resolve("cgroup.procs")).distinct().toList();
  }

  @Override
  public List<Long> pids() {
    return ControlFile.lines(file(PIDS, "cgroup.procs")).stream().map(Long::valueOf).toList();
  }

  @Override
  public boolean freeze(boolean frozen) throws IOException {
    if (!folders.containsKey(FREEZER)) {
      return false;
    }
    ControlFile.write(file(FREEZER, "freezer.state"), frozen ? "FROZEN" : "THAWED");
    return true;
  }

  @Override
  public OptionalLong cpuNanos() {
    return folders.containsKey(CPU)
        ? ControlFile.number(file(CPU, "cpuacct.usage"))
        : OptionalLong.empty();
  }

  @Override
  public long memoryBytes() {
    return ControlFile.number(file(MEMORY, "memory.usage_in_bytes")).orElse(0);
  }

  @Override
  public long peakMemoryBytes() {
    return ControlFile.number(file(MEMORY, "memory.max_usage_in_bytes")).orElse(0);
  }

  @Override
  public long processes() {
    return ControlFile.number(file(PIDS, "pids.current")).orElse(0);
  }

  @Override
  public boolean outOfMemory() {
    return ControlFile.number(file(MEMORY, "memory.oom_control"), "oom_kill").orElse(0) > 0;
  }

  @Override
  public boolean remove() {
    return folders.values().stream().filter(f -> !ControlFile.removeFolder(f)).count() == 0;
  }

  private Path file(String controller, String name) {
    return folders.get(controller).resolve(name);
  }
}
