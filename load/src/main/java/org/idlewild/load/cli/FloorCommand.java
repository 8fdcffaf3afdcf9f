package org.idlewild.load.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.idlewild.load.bench.Cost;
import org.idlewild.load.bench.FloorBench;
import org.idlewild.load.bench.Plan;
import org.idlewild.load.bench.Preparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench floor}. */
@Command(
    name = "floor",
    description =
        "Measures what the changes of workunits' lives cost a MariaDB by themselves: a server fills"
            + " its tables and ends; then a plain program sends the changes, in groups as large as"
            + " the server's.")
final class FloorCommand implements Callable<Integer> {
  private final InstantSource clock;

  @Spec private CommandSpec spec;

  @Mixin private PlanOptions options = new PlanOptions();

  @Option(names = "--json", description = "the numbers as one line of JSON")
  private boolean json;

  FloorCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Plan plan = options.plan(spec);
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> view = new Progress(spec.commandLine().getErr());
    try (Measurement measurement = Measurement.start(false, clock, view)) {
      new Preparation(plan, measurement.grid(), view).fill(measurement.folder().resolve("app"));
      measurement.grid().stopServer();
      Cost cost = new FloorBench(plan, measurement.grid(), view).run(clock.millis());
      Report report = Report.of(measurement.machine(), plan, cost);
      out.print(json ? report.json() : report.table());
      out.flush();
      measurement.end(true);
      return cost.workunits() > 0 ? 0 : 1;
    }
  }
}
