package org.idlewild.web.http;

import jakarta.ws.rs.core.Response;
import org.idlewild.work.Received;

/** Answers about an upload: how far it is. */
public final class UploadAnswer {
  /** The header that says how many bytes are here. */
  static final String OFFSET = "Upload-Offset";

  private static final String COMPLETE = "Upload-Complete";

  private UploadAnswer() {}

  /** After a PUT: 201 when the file is complete, 202 when more is to come. */
  public static Response put(Received received) {
    return with(Response.status(received.complete() ? 201 : 202), received);
  }

  /** After a HEAD: 204. */
  public static Response head(Received received) {
    return with(Response.noContent(), received);
  }

  private static Response with(Response.ResponseBuilder response, Received received) {
    return response
        .header(OFFSET, received.offset())
        .header(COMPLETE, received.complete() ? "?1" : "?0")
        .build();
  }
}
