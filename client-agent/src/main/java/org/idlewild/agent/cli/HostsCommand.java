package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hosts [detach|attach ID]}. */
@Command(
    name = "hosts",
    description =
        "Lists your hosts (an operator: all). 'detach ID' lets a BOINC client leave the project when"
            + " it next asks its account manager, 'attach ID' lets it come back.")
final class HostsCommand implements Callable<Integer> {
  private static final String[] FIELDS = {
    "id",
    "name",
    "os",
    "architecture",
    "processors",
    "inProgress",
    "valid",
    "invalid",
    "errors",
    "lastContact",
    "credit"
  };

  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "detach|attach", index = "0", arity = "0..1", description = "what to do")
  private Verb verb;

  @Parameters(paramLabel = "ID", index = "1", arity = "0..1", description = "with which host")
  private Long id;

  private enum Verb {
    DETACH,
    ATTACH
  }

  HostsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    if (verb != null) {
      return change(api);
    }
    ArrayNode hosts = surroundings.patience().keepTrying(() -> api.list("/hosts"));
    server.print(surroundings, hosts, table(hosts));
    return 0;
  }

  private int change(Api api) throws Exception {
    if (id == null) {
      throw CommandFailed.usage("Which host? Its number is expected.");
    }
    String path = "/hosts/" + id + "/" + verb.name().toLowerCase(Locale.ROOT);
    JsonNode answer = surroundings.patience().keepTrying(() -> api.post(path, Json.object()));
    String does = verb == Verb.DETACH ? " leaves" : " comes back";
    server.print(
        surroundings, answer, "host " + id + does + " when it next asks its account manager");
    return 0;
  }

  private static String table(ArrayNode hosts) {
    Table table =
        new Table(
            "HOST",
            "NAME",
            "OS",
            "ARCH",
            "CPUS",
            "RUNNING",
            "VALID",
            "INVALID",
            "ERRORS",
            "LAST CONTACT",
            "CREDIT");
    for (JsonNode host : hosts) {
      Object[] cells = new Object[FIELDS.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = host.path(FIELDS[i]).asText("");
      }
      cells[cells.length - 1] = TeamCommand.credit(host.path("credit"));
      table.row(cells);
    }
    return table.toString();
  }
}
