package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cancel BATCH}. */
@Command(name = "cancel", description = "Cancels a batch: what is not done yet will not be done.")
final class CancelCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "BATCH", description = "the batch's number")
  private long batch;

  CancelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    JsonNode answer =
        surroundings
            .patience()
            .keepTrying(() -> api.post("/batches/" + batch + "/cancel", Json.object()));
    server.print(surroundings, answer, "batch " + batch + ": " + answer.path("state").asText());
    return 0;
  }
}
