package org.idlewild.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.agent.cli.api.BatchLines;
import org.idlewild.agent.cli.api.CommandFailed;

/**
 * Lines out of a file, or out of the standard input.
 *
 * @param name the file's; {@code -} means the standard input
 */
record ParameterSource(String name) implements BatchLines.Source {
  ParameterSource {
    if (!name.equals("-") && !Files.isReadable(Path.of(name))) {
      throw CommandFailed.failed("The file %s cannot be read.", name);
    }
  }

  @Override
  public InputStream open() throws IOException {
    return name.equals("-") ? System.in : Files.newInputStream(Path.of(name));
  }

  /** A pipe that has a name is read once as well. */
  @Override
  public boolean isLasting() {
    return !name.equals("-") && Files.isRegularFile(Path.of(name));
  }
}
