package org.idlewild.load.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.idlewild.load.bench.Cost;
import org.idlewild.load.bench.HerdOutcome;
import org.idlewild.load.bench.Outcome;
import org.idlewild.load.bench.Plan;
import org.idlewild.load.watch.Digests;
import org.idlewild.load.watch.Machine;

/** What was measured as it is shown, once for programs and once for people. */
final class Report {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final StringBuilder table = new StringBuilder();

  private Report(Machine machine, Plan plan) {
    values.put("machine", machine);
    values.put("plan", plan);
    line(
        "%d cores, %s, %d MiB, Linux %s, MariaDB %s",
        machine.cores(),
        machine.processor(),
        machine.memoryMebibytes(),
        machine.kernel(),
        machine.database());
    line(
        "%d workunits, quorum %d, %d hosts, %d connections, %s, %d s after %d s",
        plan.workunits(),
        plan.quorum(),
        plan.hosts(),
        plan.connections(),
        plan.dialect(),
        plan.seconds(),
        plan.warmUp());
  }

  /** Of a server. */
  static Report of(Machine machine, Plan plan, Outcome outcome) {
    Report report = new Report(machine, plan);
    report.value("requestsPerSecond", "requests a second", outcome.requestsPerSecond());
    report.values("millis", "ms a request, ", outcome.millis());
    report.value("withoutWork", "requests that brought no work", outcome.withoutWork());
    report.values("failures", "requests that failed, status ", outcome.failures());
    report.cost("server", outcome.server());
    report.values("heap", "heap, ", outcome.heap());
    outcome.floor().ifPresent(floor -> report.cost("floor", floor));
    outcome
        .floor()
        .ifPresent(floor -> report.values("ratios", "times the floor, ", outcome.ratios()));
    report.values("checks", "check, ", outcome.checks());
    report.statements(outcome);
    return report;
  }

  /** Of the floor alone. */
  static Report of(Machine machine, Plan plan, Cost floor) {
    Report report = new Report(machine, plan);
    report.cost("floor", floor);
    return report;
  }

  /** Of a herd. */
  static Report of(Machine machine, Plan plan, HerdOutcome outcome) {
    Report report = new Report(machine, plan);
    report.value("requestsPerSecond", "requests a second", outcome.requestsPerSecond());
    report.values("millis", "ms from due to answered, ", outcome.millis());
    report.value("refused", "requests told to come back later", outcome.refused());
    report.value("secondsUntilServed", "s until all were served", outcome.secondsUntilServed());
    report.value("secondsUntilCalm", "s until nobody stood in line", outcome.secondsUntilCalm());
    report.values("failures", "requests that failed, status ", outcome.failures());
    report.values("checks", "check, ", outcome.checks());
    return report;
  }

  /** One line. */
  String json() throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(values) + "\n";
  }

  /** A row for each number. */
  String table() {
    return table.toString();
  }

  private void cost(String who, Cost cost) {
    values.put(who, cost);
    row(who + ": workunits", cost.workunits());
    row(who + ": workunits a second", cost.workunitsPerSecond());
    rows(who + ": CPU s per 1,000 workunits, ", cost.cpuSeconds());
    rows(who + ": per workunit, ", cost.perWorkunit());
  }

  private void statements(Outcome outcome) {
    if (!outcome.statements().isEmpty()) {
      values.put("statements", outcome.statements());
    }
    double each = Math.max(1, outcome.server().workunits());
    for (Digests.Digest digest : outcome.statements()) {
      line(
          "%9.3f a workunit %9.3f ms  %.150s",
          digest.count() / each, digest.millis(), digest.text());
    }
  }

  private void value(String name, String what, Number value) {
    values.put(name, value);
    row(what, value);
  }

  private void values(String name, String what, Map<?, ? extends Number> some) {
    values.put(name, some);
    rows(what, some);
  }

  private void rows(String what, Map<?, ? extends Number> some) {
    some.forEach((name, value) -> row(what + name, value));
  }

  private void row(String what, Number value) {
    line(value instanceof Double ? "%-52s %14.3f" : "%-52s %10d", what, value);
  }

  private void line(String form, Object... values) {
    table.append(String.format(Locale.ROOT, form + "%n", values));
  }
}
