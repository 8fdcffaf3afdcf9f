package org.idlewild.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The provisioned server's {@code start.args}, read as a starter reads it: one argument a line,
 * {@code #} begins a comment line, placeholders are filled in.
 */
record StartArguments(List<String> lines) {

  private static final String MAIN_MODULE = "org.jboss.as.standalone";

  static StartArguments of(Path serverHome, Map<String, String> placeholders) throws IOException {
    return new StartArguments(
        Files.readAllLines(serverHome.resolve("start.args")).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(line -> filled(line, placeholders))
            .toList());
  }

  /** What the virtual machine is told. */
  List<String> ofJava() {
    return lines.subList(0, lines.indexOf("-jar"));
  }

  /** What the server is told. */
  List<String> ofServer() {
    return lines.subList(lines.indexOf(MAIN_MODULE) + 1, lines.size());
  }

  private static String filled(String line, Map<String, String> placeholders) {
    String filled = line;
    for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
      filled = filled.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
    }
    return filled;
  }
}
