package org.idlewild.load.cli;

import org.idlewild.load.bench.Plan;
import org.idlewild.load.wire.Dialect;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What is measured, as it is said on a command line. */
final class PlanOptions {
  private static final int MOST_CONNECTIONS = 10_000;

  @Option(
      names = "--workunits",
      paramLabel = "N",
      description = "that wait when hosts begin to ask; else 10000")
  private long workunits = 10_000;

  @Option(names = "--hosts", paramLabel = "M", description = "that ask; else 100")
  private int hosts = 100;

  @Option(names = "--connections", paramLabel = "C", description = "that they share; else 16")
  private int connections = 16;

  @Option(names = "--quorum", paramLabel = "Q", description = "of each workunit; else 1")
  private int quorum = 1;

  @Option(names = "--seconds", paramLabel = "S", description = "for which they ask; else 20")
  private int seconds = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "for which they ask before; else half as long")
  private Integer warmUp;

  @Option(
      names = "--dialect",
      paramLabel = "json|boinc",
      description = "that they speak; else json")
  private Dialect dialect = Dialect.JSON;

  @Option(
      names = "--group",
      paramLabel = "N",
      description = "requests in one transaction of the floor; else 16")
  private int group = 16;

  /** What was said, or one sentence about what was expected instead. */
  Plan plan(CommandSpec spec) {
    require(spec, workunits >= 1, "--workunits is expected to be 1 or more");
    require(spec, quorum >= 1 && quorum <= 20, "--quorum is expected to be 1 to 20");
    require(spec, hosts >= quorum, "--hosts is expected to be as many as the quorum, or more");
    require(
        spec,
        connections >= 1 && connections <= Math.min(hosts, MOST_CONNECTIONS),
        "--connections is expected to be 1 to the number of hosts, at most 10000");
    require(spec, seconds >= 1, "--seconds is expected to be 1 or more");
    require(spec, warmUp == null || warmUp >= 0, "--warm-up is expected to be 0 or more");
    require(spec, group >= 1 && group <= 1000, "--group is expected to be 1 to 1000");
    int before = warmUp == null ? (seconds + 1) / 2 : warmUp;
    return new Plan(workunits, hosts, connections, quorum, dialect, before, seconds, group);
  }

  private static void require(CommandSpec spec, boolean so, String sentence) {
    if (!so) {
      throw new CommandLine.ParameterException(spec.commandLine(), sentence + ".");
    }
  }
}
