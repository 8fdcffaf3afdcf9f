package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code preferences [FILE]}. */
@Command(
    name = "preferences",
    description = "Shows or sets what you want of all BOINC clients of your account.")
final class PreferencesCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 64 * 1024;

  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "the new ones: BOINC's <global_preferences>; without, the present ones")
  private Path file;

  PreferencesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Api api = server.connect(surroundings);
    String path = "/account/preferences";
    JsonNode answer =
        file == null ? api.get(path) : api.put(path, Json.object().put("preferences", text()));
    server.print(surroundings, answer, answer.path("preferences").asText().strip());
    return 0;
  }

  private String text() throws IOException {
    if (!Files.isReadable(file) || Files.size(file) > MOST_BYTES) {
      throw CommandFailed.usage(file + " is no readable file of at most 64 KiB.");
    }
    return Files.readString(file);
  }
}
