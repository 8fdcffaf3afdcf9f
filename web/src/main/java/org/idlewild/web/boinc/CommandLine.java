package org.idlewild.web.boinc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A command line as clients take it apart (BOINC: {@code parse_command_line}): at spaces, but not
 * between quotation marks of either kind, which nothing escapes.
 */
final class CommandLine {
  private CommandLine() {}

  static String of(List<String> arguments) {
    return arguments.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
  }

  /** One that has a space and both kinds of marks cannot be written and loses the double ones. */
  private static String quoted(String argument) {
    boolean plain = argument.chars().noneMatch(c -> c == ' ' || c == '\t' || c == '"' || c == '\'');
    if (plain) {
      return argument;
    }
    return argument.indexOf('"') >= 0 && argument.indexOf('\'') < 0
        ? "'" + argument + "'"
        : "\"" + argument.replace("\"", "") + "\"";
  }
}
