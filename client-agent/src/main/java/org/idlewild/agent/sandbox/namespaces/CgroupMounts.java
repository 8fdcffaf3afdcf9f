package org.idlewild.agent.sandbox.namespaces;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where control groups are mounted, and in which of them the agent is.
 *
 * @param mounts mount points by controller; version 2 under the empty name
 * @param own the agent's own group in each of them
 */
record CgroupMounts(Map<String, Path> mounts, Map<String, String> own) {
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final int MOUNT_POINT = 4;

  /** Parses {@code /proc/self/mountinfo} and {@code /proc/self/cgroup}. */
  static CgroupMounts parse(List<String> mountinfo, List<String> cgroup) {
    Map<String, Path> mounts = new LinkedHashMap<>();
    mountinfo.forEach(line -> mount(line, mounts));
    Map<String, String> own = new LinkedHashMap<>();
    for (String line : cgroup) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3) {
        COMMA.splitAsStream(fields[1]).forEach(controller -> own.put(controller, fields[2]));
      }
    }
    return new CgroupMounts(mounts, own);
  }

  /** A line is {@code id parent dev root mountpoint options ... - type source superoptions}. */
  private static void mount(String line, Map<String, Path> mounts) {
    int dash = line.indexOf(" - ");
    if (dash < 0) {
      return;
    }
    List<String> before = SPACE.splitAsStream(line.substring(0, dash)).toList();
    List<String> after = SPACE.splitAsStream(line.substring(dash + 3)).toList();
    Path point = Path.of(before.get(MOUNT_POINT));
    if (after.get(0).equals("cgroup2")) {
      mounts.put("", point);
    } else if (after.get(0).equals("cgroup") && after.size() > 2) {
      COMMA.splitAsStream(after.get(2)).forEach(option -> mounts.put(option, point));
    }
  }

  /**
   * The folders in which groups of a controller might be made: the agent's own group, else the top.
   */
  List<Path> candidates(String controller) {
    List<Path> candidates = new ArrayList<>();
    Path mount = mounts.get(controller);
    if (mount != null) {
      String path = own.getOrDefault(controller, "/");
      // Within a container the path may be the host's and lead nowhere.
      Path self = mount.resolve(path.substring(1)).normalize();
      if (self.startsWith(mount) && Files.isDirectory(self)) {
        candidates.add(self);
      }
      candidates.add(mount);
    }
    return candidates.stream().distinct().filter(Files::isWritable).toList();
  }

  /** The parents for version 1, if this agent may make groups for memory and processes. */
  Optional<Map<String, Path>> version1() {
    Map<String, Path> parents = new LinkedHashMap<>();
    for (String controller :
        List.of(CgroupV1.MEMORY, CgroupV1.PIDS, CgroupV1.CPU, CgroupV1.FREEZER)) {
      candidates(controller).stream().findFirst().ifPresent(p -> parents.put(controller, p));
    }
    boolean enough = parents.containsKey(CgroupV1.MEMORY) && parents.containsKey(CgroupV1.PIDS);
    return enough ? Optional.of(parents) : Optional.empty();
  }
}
