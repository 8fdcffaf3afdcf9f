package org.idlewild.load.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.files.Folders;
import org.idlewild.load.grid.Grid;
import org.idlewild.load.watch.Database;
import org.idlewild.load.watch.Machine;

/**
 * Where something is measured.
 *
 * @param folder with all that is made for it
 * @param grid a server and a database of its own
 * @param machine that they run on
 */
record Measurement(Path folder, Grid grid, Machine machine) implements AutoCloseable {

  /** Starts a database and a server. */
  static Measurement start(boolean statements, InstantSource clock, Consumer<String> view)
      throws IOException {
    Path target = Files.createDirectories(JavaCommand.home().resolve("load/target"));
    Path folder = Files.createTempDirectory(target, "bench-");
    view.accept("starting a database and a server");
    Grid grid =
        Grid.start(
            new Grid.Start(
                folder, statements, clock, waited -> view.accept("waiting for the server")));
    try (Database database = grid.look()) {
      return new Measurement(folder, grid, Machine.of(database, clock.instant()));
    }
  }

  /** Ends both; when all is well nobody wants their folder, which is large, any more. */
  void end(boolean well) throws IOException {
    close();
    if (well) {
      Folders.delete(folder);
    }
  }

  @Override
  public void close() {
    grid.close();
  }
}
