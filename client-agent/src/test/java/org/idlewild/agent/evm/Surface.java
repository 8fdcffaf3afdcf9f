package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.idlewild.agent.files.Sha256;

/**
 * All that a program could reach outside of its root.
 *
 * @param prefix the files of Wine's prefix, which is the program's home too, with their hashes
 * @param libraries Wine's own libraries, with their sizes and times
 * @param home the names in the home of whoever runs the test
 */
record Surface(
    Map<String, String> prefix, Map<String, String> libraries, Map<String, String> home) {

  static Surface of(Trial trial, Path folder) throws IOException {
    return new Surface(
        files(trial.task().resolve("prefix"), Surface::content),
        files(Wine.find().orElseThrow().libraries(), Surface::stamp),
        names(Path.of(System.getProperty("user.home"))));
  }

  /** The names of what is other than it was. */
  Set<String> changes(Surface later) {
    Set<String> changed = new TreeSet<>();
    for (Function<Surface, Map<String, String>> part :
        List.<Function<Surface, Map<String, String>>>of(
            Surface::prefix, Surface::libraries, Surface::home)) {
      Set<Map.Entry<String, String>> odd = new HashSet<>(part.apply(this).entrySet());
      odd.addAll(part.apply(later).entrySet());
      odd.removeIf(
          entry ->
              entry.getValue().equals(part.apply(this).get(entry.getKey()))
                  && entry.getValue().equals(part.apply(later).get(entry.getKey())));
      odd.forEach(entry -> changed.add(entry.getKey()));
    }
    return changed;
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

  /** The registry's times and numbers of devices, and that of Wine's server, are new each time. */
  private static String content(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return file.endsWith("z:") ? "link" : Files.readSymbolicLink(file).toString();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || file.endsWith("wineserver")) {
      return "there";
    }
    String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    return Sha256.of(
        text.replaceAll("(?m)^(\\[.*\\]) \\d+$", "$1")
            .replaceAll("(?m)^#time=.*$", "")
            .replaceAll("(?m)^\"(DriverDateData|VideoID)\"=.*$", "")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
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
