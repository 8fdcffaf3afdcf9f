package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * A batch to make whose workunits are lines: however many, none is kept in memory.
 *
 * @param json the batch as the server wants it, without workunits
 * @param lines a JSON value a line
 * @param key names this wish, so that a repeated request goes on where the first broke off
 * @param view is told how many lines were sent
 */
public record BatchLines(ObjectNode json, Source lines, String key, LongConsumer view) {
  /** Where lines come from. */
  public interface Source {
    /** All of them. */
    InputStream open() throws IOException;

    /** Whether they can be read a second time. */
    boolean isLasting();
  }

  /** Sends it; what lasts may be sent again. */
  public Batch send(Api api) {
    BodyPublisher body = BodyPublishers.ofInputStream(this::body);
    String[] headers = lines.isLasting() ? new String[] {"Idempotency-Key", key} : new String[0];
    return Json.as(api.post("/batches", "application/x-ndjson", body, headers), Batch.class);
  }

  private InputStream body() {
    try {
      byte[] head = (json + "\n").getBytes(StandardCharsets.UTF_8);
      return new SequenceInputStream(
          new ByteArrayInputStream(head), new SentLines(lines.open(), view));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
