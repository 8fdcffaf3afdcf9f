package org.idlewild.agent.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fetch BATCH -o FILE}. */
@Command(
    name = "fetch",
    description =
        "Fetches the merged output of a batch. A transfer that broke off is continued from FILE.part.")
final class FetchCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "BATCH", description = "the batch's number")
  private long batch;

  @Option(
      names = {"-o", "--output-file"},
      paramLabel = "FILE",
      required = true,
      description = "where the output goes")
  private Path file;

  FetchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    Batch found =
        surroundings.patience().keepTrying(() -> api.get("/batches/" + batch, Batch.class));
    if (found.merged().isEmpty()) {
      throw CommandFailed.failed(
          "Batch %d is %s and has no output: %d of %d workunits are done.",
          batch, found.state(), found.progress().done(), found.progress().total());
    }
    new FetchedOutput(surroundings).fetch(api, found, file);
    if (server.json()) {
      surroundings.out().println(Json.pretty(api.get(found.path())));
    }
    return 0;
  }
}
