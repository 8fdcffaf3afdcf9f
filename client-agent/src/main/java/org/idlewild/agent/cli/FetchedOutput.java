package org.idlewild.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Batch;
import org.idlewild.agent.cli.api.Download;

/** Fetches a batch's output and says what came. */
final class FetchedOutput {
  private final Surroundings surroundings;

  FetchedOutput(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Into the file. */
  void fetch(Api api, Batch batch, Path file) throws IOException {
    new Download(api, surroundings.longPatience()).fetch(batch, file.toAbsolutePath());
    surroundings.say(
        String.format(
            "%s has the output of batch %d: %d bytes, SHA-256 %s.",
            file, batch.id(), batch.output().bytes(), batch.output().sha256()));
  }
}
