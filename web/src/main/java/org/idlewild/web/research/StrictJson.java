package org.idlewild.web.research;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.idlewild.web.http.JsonBodies;
import org.idlewild.web.http.JsonText;

/** JSON bodies of the API: at most 16 MiB, unknown fields refused. */
@Provider
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
public class StrictJson extends JsonBodies {
  private static final long LIMIT = 16L << 20;

  /** Reads strictly. */
  public StrictJson() {
    super(JsonText.strict(), LIMIT);
  }
}
