package org.idlewild.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.demo.LocalGrid;

/**
 * The real server on free ports and an empty data folder, started once for all tests of this
 * process and stopped with it. Tests share it, so they make users, apps and batches of their own.
 *
 * @param root its address, with a slash at the end
 * @param operatorToken may do everything
 */
record RunningServer(URI root, String operatorToken) {

  static RunningServer get() {
    return Holder.SERVER;
  }

  private static final class Holder {
    static final RunningServer SERVER = start();

    private static RunningServer start() {
      LocalGrid grid =
          new LocalGrid(
              Surroundings.real().at(JavaCommand.home()), Launcher.newFolder("server-"), false);
      Runtime.getRuntime().addShutdownHook(new Thread(grid::close, "stop the server"));
      try {
        grid.startServer(waited -> {});
        return new RunningServer(URI.create(grid.address() + "/"), token(grid.operatorToken()));
      } catch (IOException e) {
        throw new UncheckedIOException("The server under test did not start.", e);
      }
    }

    private static String token(Path file) throws IOException {
      return Files.readString(file).strip();
    }
  }
}
