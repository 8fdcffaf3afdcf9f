package org.idlewild.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.idlewild.simulator.Campaign;
import org.idlewild.simulator.Options;
import org.idlewild.simulator.Run;
import org.idlewild.simulator.invariants.Violation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}. */
@Command(
    name = "idlewild simulate",
    description =
        "Runs whole grids in memory: the server's own stages, hosts that are slow, fail, lie or"
            + " vanish, and a bad network. After each event all that must hold is checked. One seed"
            + " is one run, the same each time.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all seeds kept what must hold",
      "1:at least one did not",
      "2:the command line was not understood"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final long TELL_EVERY = 5_000_000_000L;

  /** How results are printed. */
  enum Output {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      defaultValue = "1..200",
      description = "which seeds, or one (default: ${DEFAULT-VALUE})")
  private String seeds;

  @Option(
      names = "--hosts",
      paramLabel = "N",
      description = "how many hosts, 1 to 1000 (default: 3 to 12, as the seed has it)")
  private Integer hosts;

  @Option(
      names = "--workunits",
      paramLabel = "N",
      description = "how many workunits a batch has, 1 to 10000 (default: 3 to 12)")
  private Integer workunits;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many seeds run at once, 1 to 256 (default: as many as processors)")
  private Integer threads;

  @Option(names = "--trace", description = "print what happens, a line an event")
  private boolean trace;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "TEXT",
      description = "text or json (default: text)")
  private Output output;

  @Override
  public Integer call() throws IOException, SQLException {
    Seeds all = checked(() -> Seeds.of(seeds));
    Options options = checked(() -> new Options(optional(hosts), optional(workunits)));
    int atOnce = checked(this::threads);
    List<Report.Failure> failures = new ArrayList<>();
    Clock clock = new Clock();
    try (Campaign campaign = new Campaign(options, atOnce)) {
      campaign.run(
          all.from(),
          all.to(),
          run -> {
            tell(run, failures);
            if (clock.isTimeToTell()) {
              say(progress(all, run.seed(), failures));
            }
          });
    }
    Report report = new Report(all.from(), all.to(), clock.milliseconds(), failures);
    out().println(output == Output.JSON ? report.json() : summary(report, all));
    out().flush();
    return failures.isEmpty() ? 0 : 1;
  }

  private int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1 || threads > 256) {
      throw new IllegalArgumentException("1 to 256 seeds run at once, not " + threads);
    }
    return threads;
  }

  /** How long it takes, and when to say something again. */
  private static final class Clock {
    private final long began = System.nanoTime();
    private long told = began;

    boolean isTimeToTell() {
      boolean is = System.nanoTime() - told > TELL_EVERY;
      told = is ? System.nanoTime() : told;
      return is;
    }

    long milliseconds() {
      return (System.nanoTime() - began) / 1_000_000;
    }
  }

  private void tell(Run run, List<Report.Failure> failures) {
    if (output == Output.TEXT && trace) {
      run.trace().forEach(out()::println);
      out().println("seed " + run.seed() + " has the fingerprint " + run.fingerprint());
    }
    run.violation()
        .ifPresent(
            violation -> {
              failures.add(failure(run, violation));
              say("seed " + run.seed() + " breaks " + violation);
              say("  again: " + replay(run.seed()) + " --trace");
            });
  }

  private Report.Failure failure(Run run, Violation violation) {
    return new Report.Failure(
        run.seed(),
        run.fingerprint(),
        violation.name(),
        violation.sentence(),
        violation.found(),
        replay(run.seed()),
        trace ? run.trace() : null);
  }

  private String replay(long seed) {
    return "./idlewild simulate --seeds "
        + seed
        + (hosts == null ? "" : " --hosts " + hosts)
        + (workunits == null ? "" : " --workunits " + workunits);
  }

  private static String progress(Seeds all, long seed, List<Report.Failure> failures) {
    return "%d of %d seeds, %d failed"
        .formatted(seed - all.from() + 1, all.count(), failures.size());
  }

  private static String summary(Report report, Seeds all) {
    return "%d seeds in %.1f s: %s"
        .formatted(
            all.count(),
            report.milliseconds() / 1000.0,
            report.failures().isEmpty()
                ? "all that must hold held"
                : report.failures().size() + " failed");
  }

  private <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private static OptionalInt optional(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("idlewild: " + line);
    err.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
