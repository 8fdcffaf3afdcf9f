package org.idlewild.load.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.idlewild.load.bench.Cost;
import org.idlewild.load.bench.Outcome;
import org.idlewild.load.bench.Plan;
import org.idlewild.load.watch.Digests;
import org.idlewild.load.watch.Machine;

/** An outcome as it is shown. */
final class Report {
  private final Machine machine;
  private final Plan plan;
  private final Outcome outcome;

  Report(Machine machine, Plan plan, Outcome outcome) {
    this.machine = machine;
    this.plan = plan;
    this.outcome = outcome;
  }

  /** One line. */
  String json() throws JsonProcessingException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("plan", plan);
    all.put("requestsPerSecond", outcome.requestsPerSecond());
    all.put("millis", outcome.millis());
    all.put("withoutWork", outcome.withoutWork());
    all.put("failures", outcome.failures());
    all.put("server", outcome.server());
    all.put("heap", outcome.heap());
    all.put("checks", outcome.checks());
    outcome.floor().ifPresent(floor -> all.put("floor", floor));
    outcome.floor().ifPresent(floor -> all.put("ratios", outcome.ratios()));
    if (!outcome.statements().isEmpty()) {
      all.put("statements", outcome.statements());
    }
    return new ObjectMapper().writeValueAsString(all) + "\n";
  }

  /** For people. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%d cores, %s, MariaDB %s%n%d workunits, quorum %d, %d hosts, %d connections, %s,"
                + " %d s after %d s%n",
            machine.cores(),
            machine.processor(),
            machine.database(),
            plan.workunits(),
            plan.quorum(),
            plan.hosts(),
            plan.connections(),
            plan.dialect(),
            plan.seconds(),
            plan.warmUp()));
    row(table, "requests a second", outcome.requestsPerSecond());
    rows(table, "ms a request, ", outcome.millis());
    row(table, "requests that brought no work", outcome.withoutWork());
    outcome
        .failures()
        .forEach((status, count) -> row(table, "requests that failed, status " + status, count));
    cost(table, "server", outcome.server());
    rows(table, "heap, ", outcome.heap());
    outcome.floor().ifPresent(floor -> cost(table, "floor", floor));
    rows(table, "times the floor, ", outcome.ratios());
    outcome.checks().forEach((name, count) -> row(table, "check, " + name, count));
    outcome.statements().forEach(each -> statement(table, each));
    return table.toString();
  }

  private static void cost(StringBuilder table, String who, Cost cost) {
    row(table, who + ": workunits", cost.workunits());
    row(table, who + ": workunits a second", cost.workunitsPerSecond());
    rows(table, who + ": CPU s per 1,000 workunits, ", cost.cpuSeconds());
    rows(table, who + ": per workunit, ", cost.perWorkunit());
  }

  private static void rows(StringBuilder table, String what, Map<String, Double> values) {
    values.forEach((name, value) -> row(table, what + name, value));
  }

  private static void row(StringBuilder table, String what, Number value) {
    String form = value instanceof Double ? "%-52s %14.3f%n" : "%-52s %10d%n";
    table.append(String.format(Locale.ROOT, form, what, value));
  }

  private void statement(StringBuilder table, Digests.Digest each) {
    table.append(
        String.format(
            Locale.ROOT,
            "%9.3f a workunit %9.3f ms  %.150s%n",
            each.count() / (double) Math.max(1, outcome.server().workunits()),
            each.millis(),
            each.text()));
  }
}
