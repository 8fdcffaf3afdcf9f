package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A batch to make.
 *
 * @param json the batch as the server wants it, inputs included
 * @param parameters a file of parameters, one JSON value a line, when they are not in {@code json}
 * @param key names this wish, so that a repeated request makes no second batch
 */
public record BatchRequest(ObjectNode json, Optional<Path> parameters, String key) {

  /** A batch whose parameters are a range. */
  public static BatchRequest ofRange(String app, String name, int quorum, Range range, String key) {
    ObjectNode json = Json.object().put("app", app).put("name", name).put("quorum", quorum);
    json.putObject("parameters").set("range", range.json());
    return new BatchRequest(json, Optional.empty(), key);
  }

  /** Sends it; sent again, with the same key, it gives the same batch. */
  public Batch send(Api api) {
    if (parameters.isEmpty()) {
      return post(api, "application/json", BodyPublishers.ofByteArray(Json.bytes(json)));
    }
    Multipart body =
        new Multipart(key)
            .json("batch", json)
            .file("parameters", "parameters.ndjson", "application/x-ndjson", parameters.get());
    return post(api, body.contentType(), body.body());
  }

  private Batch post(Api api, String contentType, BodyPublisher body) {
    return Json.as(api.post("/batches", contentType, body, "Idempotency-Key", key), Batch.class);
  }
}
