package org.idlewild.load.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.idlewild.load.bench.HerdBench;
import org.idlewild.load.bench.HerdOutcome;
import org.idlewild.load.bench.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench herd}. */
@Command(
    name = "herd",
    description =
        "Lets all hosts come at once to a server that was just started again, and then go by what it"
            + " tells them; says how long it takes until nobody has to stand in line.")
final class HerdCommand implements Callable<Integer> {
  private final InstantSource clock;

  @Spec private CommandSpec spec;

  @Mixin private PlanOptions options = new PlanOptions();

  @Option(
      names = "--within",
      paramLabel = "SECONDS",
      description =
          "over which first requests are spread; else 0 (our agents spread theirs over 150)")
  private int within;

  @Option(names = "--json", description = "the numbers as one line of JSON")
  private boolean json;

  HerdCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Plan plan = options.plan(spec).cold();
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> view = new Progress(spec.commandLine().getErr());
    try (Measurement measurement = Measurement.start(false, clock, view)) {
      HerdOutcome outcome =
          new HerdBench(plan, measurement.grid(), view)
              .run(
                  measurement.folder().resolve("app"),
                  Duration.ofSeconds(within),
                  () -> ThreadLocalRandom.current().nextDouble());
      Report report = Report.of(measurement.machine(), plan, outcome);
      out.print(json ? report.json() : report.table());
      out.flush();
      measurement.end(outcome.isSound());
      return outcome.isSound() ? 0 : 1;
    }
  }
}
