package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status [BATCH]}. */
@Command(name = "status", description = "Shows your batches (an operator: all), or one of them.")
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "BATCH", arity = "0..1", description = "a batch's number")
  private Long batch;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    if (batch == null) {
      ArrayNode batches = surroundings.patience().keepTrying(() -> api.list("/batches"));
      server.print(surroundings, batches, table(batches));
    } else {
      JsonNode one = surroundings.patience().keepTrying(() -> api.get("/batches/" + batch));
      server.print(surroundings, one, details(Json.as(one, Batch.class)));
    }
    return 0;
  }

  private static String table(ArrayNode batches) {
    Table table = new Table("BATCH", "NAME", "APP", "STATE", "DONE", "FAILED", "TOTAL", "CREATED");
    for (JsonNode node : batches) {
      Batch one = Json.as(node, Batch.class);
      table.row(
          one.id(),
          name(one),
          one.app(),
          one.state(),
          one.progress().done(),
          one.progress().failed(),
          one.progress().total(),
          one.created());
    }
    return table.toString();
  }

  private static String details(Batch one) {
    String output =
        one.merged()
            .map(o -> String.format(Locale.ROOT, "%d bytes, SHA-256 %s", o.bytes(), o.sha256()))
            .orElse("none yet");
    Table table = new Table("BATCH", Long.toString(one.id()));
    table.row("name", name(one));
    table.row("app", one.app() + " version " + one.appVersion());
    table.row("state", one.state() + (one.paused() ? ", paused" : ""));
    table.row("quorum", one.quorum());
    table.row("created", one.created());
    table.row("output", output);
    return table + "\n" + ProgressLine.of(one.progress(), one.progress().over(), Duration.ZERO);
  }

  private static String name(Batch one) {
    return one.name() == null ? "" : one.name();
  }
}
