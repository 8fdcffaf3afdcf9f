package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * A batch to make.
 *
 * @param json the batch as the server wants it, inputs included
 * @param key names this wish, so that a repeated request makes no second batch
 */
public record BatchRequest(ObjectNode json, String key) {

  /** A batch whose parameters are a range. */
  public static BatchRequest ofRange(String app, String name, int quorum, Range range, String key) {
    ObjectNode json = Json.object().put("app", app).put("name", name).put("quorum", quorum);
    json.putObject("parameters").set("range", range.json());
    return new BatchRequest(json, key);
  }

  /** Sends it; sent again, with the same key, it gives the same batch. */
  public Batch send(Api api) {
    return Json.as(
        api.post(
            "/batches",
            "application/json",
            BodyPublishers.ofByteArray(Json.bytes(json)),
            "Idempotency-Key",
            key),
        Batch.class);
  }
}
