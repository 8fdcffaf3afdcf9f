package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.agent.sandbox.Limits;

/**
 * Where this agent makes control groups.
 *
 * @param parents the folder to make groups in, by controller; in version 2 one under the empty name
 * @param prefix what the names of this agent's groups start with; no other agent's do
 */
record Cgroups(Map<String, Path> parents, String prefix) {
  private static final String UNIFIED = "";

  /** Version 2 with its one parent. */
  static Cgroups unified(Path parent, String prefix) {
    return new Cgroups(Map.of(UNIFIED, parent), prefix);
  }

  /** Makes a group with limits. */
  Cgroup create(String id, Limits limits) throws IOException {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (Map.Entry<String, Path> parent : parents.entrySet()) {
      Path folder = parent.getValue().resolve(prefix + id);
      Files.createDirectories(folder);
      folders.put(parent.getKey(), folder);
    }
    Cgroup group = group(folders);
    try {
      group.limit(limits);
      return group;
    } catch (IOException e) {
      group.remove();
      throw e;
    }
  }

  /** Ends and removes what an earlier agent left. */
  void sweep() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (Path parent : parents.values()) {
      try (Stream<Path> folders = Files.list(parent)) {
        folders
            .map(folder -> folder.getFileName().toString())
            .filter(name -> name.startsWith(prefix))
            .forEach(names::add);
      }
    }
    for (String name : names) {
      Map<String, Path> folders = new LinkedHashMap<>();
      parents.forEach((controller, parent) -> folders.put(controller, parent.resolve(name)));
      sweep(group(folders));
    }
  }

  private static void sweep(Cgroup group) {
    for (long pid : group.pids()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    try {
      group.freeze(false);
    } catch (IOException e) {
      // It was never frozen or is half gone; removing it is tried all the same.
    }
    group.remove();
  }

  /** Whether a group can really be made here. */
  Optional<Cgroups> tried(Limits limits) {
    try {
      sweep();
      create("trial", limits).remove();
      return Optional.of(this);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Cgroup group(Map<String, Path> folders) {
    return parents.containsKey(UNIFIED)
        ? new CgroupV2(folders.get(UNIFIED))
        : new CgroupV1(Map.copyOf(folders));
  }
}
