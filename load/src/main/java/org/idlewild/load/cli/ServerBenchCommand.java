package org.idlewild.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.local.JavaCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench server}. */
@Command(
    name = "bench server",
    description =
        "Measures the real server on a real MariaDB, by hosts that it cannot tell from others.")
final class ServerBenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--workunits",
      paramLabel = "N",
      description = "that wait at the beginning; else 10000")
  private long workunits = 10_000;

  @Option(names = "--hosts", paramLabel = "M", description = "else 100")
  private int hosts = 100;

  @Option(names = "--connections", paramLabel = "C", description = "at once; else 16")
  private int connections = 16;

  @Option(names = "--quorum", paramLabel = "Q", description = "else 1")
  private int quorum = 1;

  @Option(names = "--seconds", paramLabel = "S", description = "else 20")
  private int seconds = 20;

  @Option(
      names = "--dialect",
      paramLabel = "json|boinc",
      description = "how the hosts speak; else json")
  private Dialect dialect = Dialect.JSON;

  @Option(names = "--json", description = "the numbers as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path target = Files.createDirectories(JavaCommand.home().resolve("load/target"));
    Path folder = Files.createTempDirectory(target, "bench-");
    Plan plan = new Plan(workunits, hosts, connections, quorum, dialect, seconds);
    String[] last = {""};
    Outcome outcome =
        new ServerBench(
                plan,
                folder,
                sentence -> {
                  if (!sentence.equals(last[0])) {
                    err.println(sentence);
                    last[0] = sentence;
                  }
                })
            .run();
    out.print(json ? json(outcome) : table(outcome));
    out.flush();
    return outcome.isSound() ? 0 : 1;
  }

  private static String json(Outcome outcome) throws JsonProcessingException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(outcome) + "\n";
  }

  private static String table(Outcome outcome) {
    StringBuilder table = new StringBuilder();
    row(table, "requests a second", outcome.requestsPerSecond());
    row(table, "workunits a second", outcome.workunitsPerSecond());
    row(table, "workunits", (double) outcome.workunits());
    rows(table, "ms ", outcome.millis());
    rows(table, "CPU s per 1,000 workunits, ", outcome.cpuSeconds());
    rows(table, "per workunit, ", outcome.perWorkunit());
    rows(table, "heap, ", outcome.heap());
    outcome
        .failures()
        .forEach((status, count) -> row(table, "failures, status " + status, (double) count));
    outcome.checks().forEach((name, count) -> row(table, "check, " + name, (double) count));
    outcome
        .statements()
        .forEach(
            each ->
                table.append(
                    String.format(
                        "%9.3f a workunit %9.3f ms  %.150s%n",
                        each.count() / (double) outcome.workunits(), each.millis(), each.text())));
    return table.toString();
  }

  private static void rows(StringBuilder table, String what, Map<String, Double> values) {
    values.forEach((name, value) -> row(table, what + name, value));
  }

  private static void row(StringBuilder table, String what, double value) {
    table.append(String.format("%-48s %12.3f%n", what, value));
  }
}
