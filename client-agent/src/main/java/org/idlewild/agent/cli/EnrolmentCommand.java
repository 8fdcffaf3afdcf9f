package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code enrolment}. */
@Command(
    name = "enrolment",
    description = "Makes a token with which one host can enrol, once, within a day.")
final class EnrolmentCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "the user whose host it will be; else you")
  private String user;

  @Option(
      names = "--token-to",
      paramLabel = "FILE",
      description = "writes the token into this file instead of showing it")
  private Path file;

  EnrolmentCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    ObjectNode request = Json.object();
    if (user != null) {
      request.put("user", user);
    }
    JsonNode answer = api.post("/enrolments", request);
    new TokenAnswer(surroundings, server)
        .give(answer, file, "enrolment until " + answer.path("expires").asText());
    return 0;
  }
}
