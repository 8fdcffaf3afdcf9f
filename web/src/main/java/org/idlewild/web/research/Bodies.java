package org.idlewild.web.research;

import java.io.IOException;
import java.io.InputStream;
import org.idlewild.web.http.BodyStream;
import org.idlewild.web.http.JsonText;
import org.idlewild.web.http.ProblemException;

/** Request bodies: that there is one, and JSON that comes as a part of a multipart body. */
final class Bodies {
  private static final JsonText JSON = JsonText.strict();
  private static final long PART_LIMIT = 1L << 20;

  private Bodies() {}

  /** The container passes null for a request without a body. */
  static <T> T present(T body) {
    if (body == null) {
      throw ProblemException.malformed("A JSON object expected as the request's body.");
    }
    return body;
  }

  /** Reads a part of at most 1 MiB. */
  static <T> T part(String name, InputStream content, Class<T> type) throws IOException {
    try {
      return JSON.read(new BodyStream(content, "Part \"" + name + "\"", PART_LIMIT), type);
    } catch (ProblemException e) {
      throw e.status() == 400
          ? ProblemException.malformed("Part \"" + name + "\": " + e.getMessage())
          : e;
    }
  }

  /** Refuses a second part where one is expected. */
  static void once(String name, Object already) {
    if (already != null) {
      throw ProblemException.malformed("Part \"" + name + "\" must come only once.");
    }
  }
}
