package org.idlewild.web.http;

import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * An error as RFC 9457 writes it.
 *
 * @param type always {@code about:blank}: the status says it all
 * @param title the status in words
 * @param status the HTTP status
 * @param detail one sentence: what was wrong, or what was expected
 */
public record Problem(String type, String title, int status, String detail) {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** What the standard library has no words for. */
  private static final Map<Integer, String> TITLES =
      Map.of(422, "Unprocessable Content", 507, "Insufficient Storage");

  /** A problem without a type of its own. */
  public static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail);
  }

  private static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return TITLES.getOrDefault(status, known == null ? "Error" : known.getReasonPhrase());
  }

  /** This problem as a response that can be built on. */
  public Response.ResponseBuilder response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this);
  }
}
