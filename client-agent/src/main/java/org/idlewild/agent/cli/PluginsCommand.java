package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plugins} and {@code plugins on}. */
@Command(
    name = "plugins",
    description = "Lists the server's validators and assimilators, and what is wrong with them.")
final class PluginsCommand implements Callable<Integer> {
  private static final String[] FIELDS = {
    "kind", "name", "source", "state", "calls", "failures", "threadsLeft", "lastError"
  };

  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  PluginsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What plug-ins do. */
  enum Kind {
    VALIDATOR,
    ASSIMILATOR
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    JsonNode plugins = surroundings.patience().keepTrying(() -> api.get("/plugins"));
    server.print(surroundings, plugins, table(plugins));
    return 0;
  }

  @Command(name = "on", description = "Switches a plug-in on that the server switched off.")
  Integer on(
      @Mixin ServerOptions options,
      @Parameters(paramLabel = "KIND", description = "validator or assimilator") Kind kind,
      @Parameters(paramLabel = "NAME") String name)
      throws Exception {
    Api api = options.connect(surroundings);
    String kinds = kind.name().toLowerCase(Locale.ROOT) + "s";
    JsonNode answer = api.post("/plugins/" + kinds + "/" + name + "/on", Json.object());
    options.print(surroundings, answer, name + " is on");
    return 0;
  }

  private static String table(JsonNode plugins) {
    Table table =
        new Table("KIND", "NAME", "SOURCE", "STATE", "CALLS", "FAILURES", "THREADS", "LAST ERROR");
    for (JsonNode plugin : plugins) {
      Object[] cells = new Object[FIELDS.length];
      for (int i = 0; i < cells.length; i++) {
        JsonNode cell = plugin.path(FIELDS[i]);
        cells[i] = cell.isNull() ? "" : cell.asText("").toLowerCase(Locale.ROOT);
      }
      cells[FIELDS.length - 1] = plugin.path("lastError").asText("");
      table.row(cells);
    }
    return table.toString();
  }
}
