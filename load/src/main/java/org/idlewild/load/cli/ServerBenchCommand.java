package org.idlewild.load.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.load.bench.Outcome;
import org.idlewild.load.bench.Plan;
import org.idlewild.load.bench.ServerBench;
import org.idlewild.load.grid.Grid;
import org.idlewild.load.watch.Database;
import org.idlewild.load.watch.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench server}. */
@Command(
    name = "server",
    description =
        "Measures the real server on a real MariaDB, by hosts that it cannot tell from others;"
            + " then kills both and looks whether all that was acknowledged is still there.")
final class ServerBenchCommand implements Callable<Integer> {
  private final InstantSource clock;

  @Spec private CommandSpec spec;

  @Mixin private PlanOptions options = new PlanOptions();

  @Option(names = "--json", description = "the numbers as one line of JSON")
  private boolean json;

  @Option(
      names = "--statements",
      description = "which statements the database ran; costs it a few hundredths of its time")
  private boolean statements;

  ServerBenchCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Plan plan = options.plan(spec);
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> view = new Progress(spec.commandLine().getErr());
    Path target = Files.createDirectories(JavaCommand.home().resolve("load/target"));
    Path folder = Files.createTempDirectory(target, "bench-");
    Grid.Start start =
        new Grid.Start(
            folder, statements, clock, waited -> view.accept("starting a database and a server"));
    try (Grid grid = Grid.start(start);
        Database database = grid.look()) {
      Machine machine = Machine.of(database, clock.instant());
      Outcome outcome = new ServerBench(plan, grid, view).run(folder.resolve("app"), statements);
      Report report = new Report(machine, plan, outcome);
      out.print(json ? report.json() : report.table());
      out.flush();
      return outcome.isSound() ? 0 : 1;
    }
  }
}
