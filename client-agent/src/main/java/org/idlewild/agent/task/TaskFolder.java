package org.idlewild.agent.task;

import java.nio.file.Path;

/**
 * A task's own folder.
 *
 * @param root the folder
 */
public record TaskFolder(Path root) {
  /** The output of this name is the program's standard output. */
  static final String STDOUT = "stdout";

  /** The program's working folder. */
  public Path work() {
    return root.resolve("work");
  }

  /** Where standard output is kept, out of the program's reach. */
  public Path stdout() {
    return root.resolve(STDOUT);
  }

  /** Where an output lies. */
  public Path output(String name) {
    return name.equals(STDOUT) ? stdout() : work().resolve(name);
  }
}
