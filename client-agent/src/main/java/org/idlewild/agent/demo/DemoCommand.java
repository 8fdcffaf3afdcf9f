package org.idlewild.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Range;
import org.idlewild.agent.cli.local.PidFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}. */
@Command(
    name = "demo",
    description = {
      "Runs a server and two agents of two users on this machine, searches all Mersenne exponents up to a"
          + " number at quorum 2, and compares the merged output with what mathematics knows.",
      "Exit status 0: the same. 1: not the same, or something failed."
    })
final class DemoCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where everything is kept; else a new folder that goes away at the end")
  private Path data;

  @Option(names = "--keep", description = "leaves server and agents running at the end")
  private boolean keep;

  @Option(names = "--stop", description = "stops what --keep left running; with --data")
  private boolean stop;

  @Option(names = "--unsandboxed", description = "lets the work run without a sandbox")
  private boolean unsandboxed;

  @Option(names = "--to", paramLabel = "N", defaultValue = "4500", description = "else 4500")
  private int to;

  @Option(names = "--units", paramLabel = "N", defaultValue = "150", description = "else 150")
  private int units;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (stop) {
      return stopKept();
    }
    if (to < 2 || to > KnownExponents.HIGHEST || units < 1 || units > Range.MOST_WORKUNITS) {
      throw CommandFailed.usage(
          "--to is expected to be 2 to %d and --units 1 to %d.",
          KnownExponents.HIGHEST, Range.MOST_WORKUNITS);
    }
    Path folder = folder();
    LocalGrid grid = new LocalGrid(surroundings, folder, unsandboxed);
    Thread closing = new Thread(grid::close, "stop the demonstration");
    Runtime.getRuntime().addShutdownHook(closing);
    boolean right = run(new Demo(surroundings, grid, folder, Range.into(units, 2, to)));
    if (keep) {
      Runtime.getRuntime().removeShutdownHook(closing);
      tellKept(grid, folder);
    } else if (data == null && right) {
      Folders.delete(folder);
    }
    return right ? 0 : 1;
  }

  /** A failure, unless it is kept running on purpose, takes everything down with it. */
  private boolean run(Demo demo) throws IOException {
    boolean right = demo.run();
    demo.end(keep);
    return right;
  }

  private Path folder() throws IOException {
    if (data != null) {
      return Files.createDirectories(data.toAbsolutePath().normalize());
    }
    Path target = Files.createDirectories(surroundings.home().resolve("target/idlewild"));
    return Files.createTempDirectory(target, "demo-");
  }

  private void tellKept(LocalGrid grid, Path folder) throws IOException {
    pids(folder).write(grid.processes());
    surroundings.out().printf("The server goes on at %s with both agents.%n", grid.address());
    tellToken(grid.operatorToken(), "operator");
    tellToken(grid.token(Demo.RESEARCHER), "researcher " + Demo.RESEARCHER);
    surroundings.out().printf("To stop it: ./idlewild demo --stop --data %s%n", folder);
  }

  private void tellToken(Path file, String user) throws IOException {
    surroundings
        .out()
        .printf("Token of the %s: %s (in %s)%n", user, Files.readString(file).strip(), file);
  }

  private int stopKept() throws IOException {
    if (data == null) {
      throw CommandFailed.usage("--stop is expected together with --data FOLDER.");
    }
    surroundings.out().printf("Stopped %d processes.%n", pids(data).stopAll());
    return 0;
  }

  private static PidFile pids(Path folder) {
    return new PidFile(folder.resolve("demo.pids"));
  }
}
