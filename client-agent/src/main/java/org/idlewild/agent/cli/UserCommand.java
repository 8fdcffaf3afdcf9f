package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user add}. */
@Command(name = "user", synopsisSubcommandLabel = "COMMAND", description = "Users, for operators.")
final class UserCommand {
  private final Surroundings surroundings;

  UserCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The roles a user can have. */
  enum Role {
    OPERATOR,
    RESEARCHER,
    VOLUNTEER
  }

  @Command(name = "add", description = "Adds a user and shows the new token, this once.")
  Integer add(
      @Mixin ServerOptions server,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--role",
              defaultValue = "researcher",
              description = "operator, researcher or volunteer; else researcher")
          Role role,
      @Option(
              names = "--token-to",
              paramLabel = "FILE",
              description = "writes the token into this file instead of showing it")
          Path file)
      throws Exception {
    Api api = server.connect(surroundings);
    JsonNode user = api.post("/users", Json.object().put("name", name).put("role", role.name()));
    new TokenAnswer(surroundings, server).give(user, file, "user " + user.path("id").asText());
    return 0;
  }
}
