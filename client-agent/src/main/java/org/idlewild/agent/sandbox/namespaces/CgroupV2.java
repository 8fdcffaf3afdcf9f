package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.idlewild.agent.sandbox.Limits;

/**
 * Version 2: one tree for all controllers.
 *
 * @param folder this group's folder
 */
record CgroupV2(Path folder) implements Cgroup {
  private static final long NANOS_PER_MICRO = 1000;

  @Override
  public void limit(Limits limits) throws IOException {
    ControlFile.write(folder.resolve("memory.max"), Long.toString(limits.memoryBytes()));
    ControlFile.writeIfThere(folder.resolve("memory.swap.max"), "0");
    ControlFile.writeIfThere(folder.resolve("memory.oom.group"), "1");
    int processes = limits.processes() + Limits.OWN_PROCESSES;
    ControlFile.write(folder.resolve("pids.max"), Integer.toString(processes));
    // A group with the cpu controller counts as a whole, whatever its processes' priority.
    ControlFile.writeIfThere(folder.resolve("cpu.idle"), "1");
  }

  @Override
  public List<Path> joinFiles() {
    return List.of(folder.resolve("cgroup.procs"));
  }

  @Override
  public List<Long> pids() {
    return ControlFile.lines(folder.resolve("cgroup.procs")).stream().map(Long::valueOf).toList();
  }

  @Override
  public boolean freeze(boolean frozen) throws IOException {
    ControlFile.write(folder.resolve("cgroup.freeze"), frozen ? "1" : "0");
    return true;
  }

  @Override
  public OptionalLong cpuNanos() {
    OptionalLong micros = ControlFile.number(folder.resolve("cpu.stat"), "usage_usec");
    return micros.isPresent()
        ? OptionalLong.of(micros.getAsLong() * NANOS_PER_MICRO)
        : OptionalLong.empty();
  }

  @Override
  public long memoryBytes() {
    return ControlFile.number(folder.resolve("memory.current")).orElse(0);
  }

  /** Kernels before 5.19 do not keep it; then the greatest value seen counts. */
  @Override
  public long peakMemoryBytes() {
    return ControlFile.number(folder.resolve("memory.peak")).orElse(memoryBytes());
  }

  @Override
  public long processes() {
    return ControlFile.number(folder.resolve("pids.current")).orElse(0);
  }

  @Override
  public boolean outOfMemory() {
    return ControlFile.number(folder.resolve("memory.events"), "oom_kill").orElse(0) > 0;
  }

  @Override
  public boolean remove() {
    return ControlFile.removeFolder(folder);
  }
}
