package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.idlewild.agent.files.Sha256;

/**
 * All that a program could reach outside of its root.
 *
 * @param files of Wine's prefix, which is the program's home too, with their hashes; Wine's own
 *     libraries, with their sizes and times; the names in the home of whoever runs the test
 * @param registry each line with the key it stands under, without what is new with each prefix
 */
record Surface(Map<String, String> files, Set<String> registry) {
  private static final List<String> REGISTRY = List.of("system.reg", "user.reg", "userdef.reg");

  static Surface of(Trial trial) throws IOException {
    Path prefix = trial.task().resolve("prefix");
    Map<String, String> files = files(prefix, Surface::content);
    files.putAll(files(Windows.wine().libraries(), Surface::stamp));
    files.putAll(names(Path.of(System.getProperty("user.home"))));
    Set<String> registry = new TreeSet<>();
    for (String file : REGISTRY) {
      registry.addAll(lines(prefix.resolve(file)));
    }
    return new Surface(files, registry);
  }

  /** With what another has of the registry. */
  Surface or(Surface other) {
    Set<String> both = new TreeSet<>(registry);
    both.addAll(other.registry);
    return new Surface(files, both);
  }

  /** Whether there is nothing here that is not there. */
  boolean isWithin(Surface other) {
    return beyond(other).isEmpty();
  }

  /** What is here and not there, and files that are there and not here. */
  Set<String> beyond(Surface other) {
    Set<String> beyond = new TreeSet<>(registry);
    beyond.removeAll(other.registry);
    files.entrySet().stream()
        .filter(file -> !file.getValue().equals(other.files.get(file.getKey())))
        .forEach(file -> beyond.add(file.toString()));
    other.files.keySet().stream()
        .filter(file -> !files.containsKey(file))
        .forEach(file -> beyond.add(file + " is gone"));
    return beyond;
  }

  private static Set<String> lines(Path registry) throws IOException {
    Set<String> lines = new TreeSet<>();
    String key = registry.getFileName().toString();
    for (String line : Files.readString(registry, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      if (line.startsWith("[")) {
        key = registry.getFileName() + line.replaceAll(" \\d+$", "");
        lines.add(key);
      } else if (!line.startsWith("#time=")) {
        lines.add(key + line.replaceAll("hex[^,]*:.*|\\{[-0-9a-f]{36}\\}", "?"));
      }
    }
    return lines;
  }

  private interface Look {
    String at(Path file) throws IOException;
  }

  private static Map<String, String> files(Path folder, Look look) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        files.put(folder.relativize(file).toString(), look.at(file));
      }
    }
    return files;
  }

  /** The number of Wine's server is new with each prefix. */
  private static String content(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return file.endsWith("z:") ? "link" : Files.readSymbolicLink(file).toString();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || file.endsWith("wineserver")) {
      return "there";
    }
    return REGISTRY.contains(file.getFileName().toString()) ? "registry" : Sha256.of(file);
  }

  private static String stamp(Path file) throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file);
  }

  private static Map<String, String> names(Path home) throws IOException {
    Map<String, String> names = new TreeMap<>();
    try (Stream<Path> all = Files.list(home)) {
      all.forEach(file -> names.put(file.getFileName().toString(), ""));
    }
    return names;
  }
}
