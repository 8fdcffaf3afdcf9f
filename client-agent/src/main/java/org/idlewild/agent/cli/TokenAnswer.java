package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** An answer with a token in it: shown, or put into a file. */
final class TokenAnswer {
  private final Surroundings surroundings;
  private final ServerOptions server;

  TokenAnswer(Surroundings surroundings, ServerOptions server) {
    this.surroundings = surroundings;
    this.server = server;
  }

  /**
   * With a file the token goes there and what remains is shown; without, the token alone is text.
   */
  void give(JsonNode answer, Path file, String what) throws IOException {
    String token = answer.path("token").asText();
    if (file == null) {
      surroundings.say(what + ", token:");
      server.print(surroundings, answer, token);
      return;
    }
    TokenFile.write(file, token);
    JsonNode rest = answer instanceof ObjectNode object ? object.without("token") : answer;
    server.print(surroundings, rest, what + ", token in " + file);
  }
}
