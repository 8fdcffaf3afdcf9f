package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.agent.cli.api.CommandFailed;

/**
 * The file {@code start.args} of a provisioned server: one argument a line, {@code ${name}} filled
 * in here.
 */
final class StartArgs {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z.]+)\\}");

  private StartArgs() {}

  /** The arguments of the {@code java} program that start a server. */
  static List<String> read(Path server, Map<String, String> values) {
    Path file = server.resolve("start.args");
    try {
      return fill(Files.readAllLines(file, StandardCharsets.UTF_8), values);
    } catch (IOException e) {
      throw CommandFailed.failed("There is no server in %s: %s cannot be read.", server, file);
    }
  }

  /** Empty lines and lines that start with # are no arguments. */
  static List<String> fill(List<String> lines, Map<String, String> values) {
    List<String> arguments = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        arguments.add(
            PLACEHOLDER.matcher(line.strip()).replaceAll(match -> value(match.group(1), values)));
      }
    }
    return arguments;
  }

  private static String value(String name, Map<String, String> values) {
    String value = values.get(name);
    if (value == null) {
      throw CommandFailed.failed("start.args asks for ${%s}, which is not known.", name);
    }
    return Matcher.quoteReplacement(value);
  }
}
