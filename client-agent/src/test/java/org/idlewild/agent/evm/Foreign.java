package org.idlewild.agent.evm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that somebody else made, and what it is given to do.
 *
 * @param files the program and its libraries, as they came
 * @param inputs by the paths at which it finds them
 * @param command its name, then its arguments
 * @param policy lines beyond the usual ones
 */
record Foreign(List<Path> files, Map<String, Path> inputs, List<String> command, String policy) {
  String name() {
    return command.get(0).replaceFirst("\\.exe$", "");
  }

  /** The same as it may do more. */
  Foreign with(String more) {
    return new Foreign(files, inputs, command, policy + more + "\n");
  }
}
