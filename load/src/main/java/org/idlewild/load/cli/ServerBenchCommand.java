package org.idlewild.load.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.idlewild.load.bench.FloorBench;
import org.idlewild.load.bench.Outcome;
import org.idlewild.load.bench.Plan;
import org.idlewild.load.bench.ServerBench;
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

  @Option(
      names = "--with-floor",
      description = "measure afterwards what the same changes cost a plain program, and compare")
  private boolean floor;

  ServerBenchCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Plan plan = options.plan(spec);
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> view = new Progress(spec.commandLine().getErr());
    try (Measurement measurement = Measurement.start(statements, clock, view)) {
      Outcome outcome =
          new ServerBench(plan, measurement.grid(), view)
              .run(measurement.folder().resolve("app"), statements);
      if (floor) {
        outcome = outcome.with(new FloorBench(plan, measurement.grid(), view).run(clock.millis()));
      }
      Report report = Report.of(measurement.machine(), plan, outcome);
      out.print(json ? report.json() : report.table());
      out.flush();
      measurement.end(outcome.isSound());
      return outcome.isSound() ? 0 : 1;
    }
  }
}
