package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code team}, {@code team add} and {@code team join}. */
@Command(name = "team", description = "Lists teams and their credit; makes and fills them.")
final class TeamCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  TeamCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    ArrayNode teams = surroundings.patience().keepTrying(() -> api.list("/teams"));
    server.print(surroundings, teams, table(teams));
    return 0;
  }

  @Command(name = "add", description = "Makes a team (operator).")
  Integer add(@Mixin ServerOptions options, @Parameters(paramLabel = "NAME") String name)
      throws Exception {
    Api api = options.connect(surroundings);
    JsonNode team = api.post("/teams", Json.object().put("name", name));
    options.print(surroundings, team, "team " + team.path("id").asText());
    return 0;
  }

  @Command(name = "join", description = "Puts a user into a team (operator).")
  Integer join(
      @Mixin ServerOptions options,
      @Parameters(paramLabel = "TEAM", description = "the team's number") long team,
      @Parameters(paramLabel = "USER") String user)
      throws Exception {
    Api api = options.connect(surroundings);
    JsonNode answer = api.post("/teams/" + team + "/members", Json.object().put("user", user));
    options.print(surroundings, answer, user + " is in team " + team);
    return 0;
  }

  private static String table(ArrayNode teams) {
    Table table = new Table("TEAM", "NAME", "MEMBERS", "CREDIT", "A DAY");
    for (JsonNode team : teams) {
      table.row(
          team.path("id").asText(),
          team.path("name").asText(),
          team.path("members").asText(),
          credit(team.path("credit")),
          credit(team.path("recentCredit")));
    }
    return table.toString();
  }

  /** Cobblestones for people: two digits after the point. */
  static String credit(JsonNode amount) {
    return String.format(Locale.ROOT, "%.2f", amount.asDouble());
  }
}
