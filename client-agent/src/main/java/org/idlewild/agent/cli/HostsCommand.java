package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hosts}. */
@Command(name = "hosts", description = "Lists your hosts (an operator: all).")
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

  HostsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    ArrayNode hosts = surroundings.patience().keepTrying(() -> api.list("/hosts"));
    server.print(surroundings, hosts, table(hosts));
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
