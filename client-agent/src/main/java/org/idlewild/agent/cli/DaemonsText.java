package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The server's daemons for a reader. */
final class DaemonsText {
  private DaemonsText() {}

  /** All of them and what waits. */
  static String of(JsonNode answer, Instant now) {
    String node = answer.path("node").asText().replaceAll("\\p{Cntrl}", "?");
    return daemons(answer, now)
        + "\n\n"
        + backlog(answer.path("backlog"))
        + "\n\nWhat they did is what they did on the node "
        + node
        + "."
        + nodes(answer.path("nodes"));
  }

  /** Where there can be but one there is nothing to tell. */
  private static String nodes(JsonNode nodes) {
    List<String> names = new ArrayList<>();
    nodes.forEach(node -> names.add(node.path("name").asText().replaceAll("\\p{Cntrl}", "?")));
    return names.size() < 2 ? "" : " Nodes that are alive: " + String.join(", ", names) + ".";
  }

  /** What became of one of them. */
  static String of(DaemonsCommand.Action action, JsonNode answer) {
    String name = name(answer).replaceAll("\\p{Cntrl}", "?");
    if (action == DaemonsCommand.Action.RUN) {
      return switch (answer.path("ending").asText()) {
        case "DONE" -> name + " ran and handled " + answer.path("rows").asInt() + ".";
        case "FAILED" -> name + " failed; the server's log says why.";
        default -> name + " still runs.";
      };
    }
    return name + (answer.path("paused").asBoolean() ? " is paused." : " is on.");
  }

  private static String daemons(JsonNode answer, Instant now) {
    Table table =
        new Table(
            "DAEMON", "STATE", "LAST RUN", "TOOK", "HANDLED", "IN ALL", "RUNS", "FAILURES", "NEXT");
    for (JsonNode daemon : answer.path("daemons")) {
      table.row(
          name(daemon),
          daemon.path("paused").asBoolean()
              ? "paused by " + daemon.path("changedBy").asText()
              : "on",
          distance(daemon.path("lastRun"), now, "%d s ago", "never"),
          daemon.path("durationMillis").asLong() + " ms",
          daemon.path("lastFailed").asBoolean() ? "failed" : daemon.path("lastCount").asText(),
          daemon.path("totalCount").asText(),
          daemon.path("runs").asText(),
          daemon.path("failures").asText(),
          distance(daemon.path("nextRun"), now, "in %d s", "-"));
    }
    return table.toString();
  }

  private static String backlog(JsonNode backlog) {
    Table table = new Table("WAITING", "");
    count(table, "workunits due", backlog, "toTransition");
    table.row("the longest due since", backlog.path("transitionerLagSeconds").asText() + " s");
    count(table, "results ready to send", backlog, "unsent");
    count(table, "results on hosts", backlog, "inProgress");
    count(table, "workunits to validate", backlog, "toValidate");
    count(table, "workunits to assimilate", backlog, "toAssimilate");
    count(table, "results whose outputs can go", backlog, "outputsToDelete");
    return table.toString();
  }

  /** The server stops counting somewhere. */
  private static void count(Table table, String what, JsonNode backlog, String field) {
    long counted = backlog.path(field).asLong();
    long cap = backlog.path("cap").asLong(Long.MAX_VALUE);
    table.row(what, counted >= cap ? counted + "+" : Long.toString(counted));
  }

  /** Clocks of two machines differ, so a distance is never negative. */
  private static String distance(JsonNode time, Instant now, String form, String none) {
    if (!time.isTextual()) {
      return none;
    }
    Duration distance = Duration.between(Instant.parse(time.asText()), now).abs();
    return String.format(Locale.ROOT, form, distance.toSeconds());
  }

  private static String name(JsonNode daemon) {
    return daemon.path("name").asText().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
