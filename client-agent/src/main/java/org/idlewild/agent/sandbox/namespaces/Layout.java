package org.idlewild.agent.sandbox.namespaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the plan must know of the machine.
 *
 * @param shown files and folders of the system that programs may read
 * @param links symbolic links to make, path to target
 * @param hidden folders within {@code shown} that programs must not see
 * @param javaHome the agent's own Java runtime
 * @param agent the agent's process
 * @param forbidsUserNamespaces whether bubblewrap can forbid them, as it can since 0.8.0
 * @param countsProcessesByNamespace whether the kernel counts a user's processes by user namespace,
 *     as it does since 5.14; before, the user's other programs would count too
 */
record Layout(
    List<Path> shown,
    Map<String, String> links,
    List<Path> hidden,
    Path javaHome,
    long agent,
    boolean forbidsUserNamespaces,
    boolean countsProcessesByNamespace) {

  private static final List<String> TOP = List.of("bin", "sbin", "lib", "lib64", "lib32");
  private static final Path USR = Path.of("/usr");
  private static final Path ETC = Path.of("/etc");

  /**
   * Looks at the machine.
   *
   * @param secret folders that programs must not see
   */
  static Layout probe(Path javaHome, List<Path> secret, Kernel kernel, boolean forbids)
      throws IOException {
    Set<Path> shown = new LinkedHashSet<>(List.of(USR));
    Map<String, String> links = new LinkedHashMap<>();
    for (String name : TOP) {
      Path top = Path.of("/", name);
      if (Files.isSymbolicLink(top)) {
        links.put(top.toString(), Files.readSymbolicLink(top).toString());
      } else if (Files.isDirectory(top)) {
        shown.add(top);
      }
    }
    if (!javaHome.startsWith(USR)) {
      shown.add(javaHome);
    }
    shown.addAll(existing(List.of(ETC.resolve("ld.so.cache"))));
    shown.addAll(configuration(javaHome));
    return new Layout(
        List.copyOf(shown),
        links,
        within(secret, shown),
        javaHome,
        ProcessHandle.current().pid(),
        forbids,
        kernel.atLeast(5, 14));
  }

  /** Distributions keep a runtime's settings in a folder of /etc and leave links to them. */
  private static Set<Path> configuration(Path javaHome) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path start : existing(List.of(javaHome.resolve("conf"), javaHome.resolve("lib")))) {
      try (Stream<Path> files = Files.walk(start)) {
        for (Path link : files.filter(Files::isSymbolicLink).toList()) {
          Path target = Files.readSymbolicLink(link);
          if (target.startsWith(ETC)
              && target.getNameCount() > 2
              && !target.startsWith("/etc/ssl")) {
            folders.add(target.getRoot().resolve(target.subpath(0, 2)));
          }
        }
      }
    }
    return folders;
  }

  private static List<Path> existing(List<Path> paths) {
    return paths.stream().filter(Files::exists).toList();
  }

  private static List<Path> within(List<Path> secret, Set<Path> shown) {
    List<Path> hidden = new ArrayList<>();
    for (Path folder : secret) {
      if (Files.isDirectory(folder) && shown.stream().anyMatch(folder::startsWith)) {
        hidden.add(folder);
      }
    }
    return hidden;
  }

  /**
   * A kernel's version.
   *
   * @param major the first number
   * @param minor the second one
   */
  record Kernel(int major, int minor) {
    /** Reads one such as {@code 6.1.0-18-amd64}. */
    static Kernel parse(String version) {
      List<String> numbers =
          Stream.of(version.split("[^0-9]+", 3)).filter(n -> !n.isEmpty()).toList();
      return numbers.size() < 2
          ? new Kernel(0, 0)
          : new Kernel(Integer.parseInt(numbers.get(0)), Integer.parseInt(numbers.get(1)));
    }

    boolean atLeast(int wantedMajor, int wantedMinor) {
      return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
    }
  }
}
