package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.idlewild.agent.sandbox.Limits;

/** Finds out whether this agent may make control groups, and where. */
final class CgroupSearch {
  private static final Limits TRIAL =
      new Limits(64L << 20, Duration.ofMinutes(1), Duration.ofMinutes(1), 16, 1L << 20);
  private static final List<String> WANTED = List.of("memory", "pids");
  private static final String AGENT_GROUP = "idlewild-agent";

  private CgroupSearch() {}

  /** Looks; empty means that the agent must do without. */
  static Optional<Cgroups> find(String prefix) {
    CgroupMounts mounts =
        CgroupMounts.parse(
            ControlFile.lines(Path.of("/proc/self/mountinfo")),
            ControlFile.lines(Path.of("/proc/self/cgroup")));
    return mounts
        .version1()
        .flatMap(parents -> new Cgroups(parents, prefix).tried(TRIAL))
        .or(() -> unified(mounts, prefix));
  }

  private static Optional<Cgroups> unified(CgroupMounts mounts, String prefix) {
    for (Path candidate : mounts.candidates("")) {
      Optional<Cgroups> found =
          delegate(candidate) ? Cgroups.unified(candidate, prefix).tried(TRIAL) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Version 2 gives controllers to the groups below only while no process is in the group itself.
   */
  private static boolean delegate(Path group) {
    if (!has(group.resolve("cgroup.controllers"))) {
      return false;
    }
    return has(group.resolve("cgroup.subtree_control")) || enable(group) || stepAside(group);
  }

  private static boolean enable(Path group) {
    try {
      ControlFile.write(group.resolve("cgroup.subtree_control"), "+memory +pids");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Moves the agent one group down; back again when others are in the group too. */
  private static boolean stepAside(Path group) {
    String self = Long.toString(ProcessHandle.current().pid());
    Path below = group.resolve(AGENT_GROUP);
    try {
      if (!ControlFile.lines(group.resolve("cgroup.procs")).equals(List.of(self))) {
        return false;
      }
      Files.createDirectories(below);
      ControlFile.write(below.resolve("cgroup.procs"), self);
      if (enable(group)) {
        return true;
      }
      ControlFile.write(group.resolve("cgroup.procs"), self);
      ControlFile.removeFolder(below);
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean has(Path file) {
    return ControlFile.lines(file).stream()
        .anyMatch(line -> Arrays.asList(line.split(" ", -1)).containsAll(WANTED));
  }
}
