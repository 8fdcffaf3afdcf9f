package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code delete BATCH}. */
@Command(
    name = "delete",
    description = "Deletes a batch that ended: its output goes, its workunits go to the archive.")
final class DeleteCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "BATCH", description = "the batch's number")
  private long batch;

  DeleteCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    JsonNode answer = surroundings.patience().keepTrying(() -> api.delete("/batches/" + batch));
    server.print(surroundings, answer, "batch " + batch + ": " + answer.path("state").asText());
    return 0;
  }
}
