package org.idlewild.web.agent;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.idlewild.web.http.JsonBodies;
import org.idlewild.web.http.JsonText;

/** JSON bodies of agents: at most 4 MiB, fields of newer agents ignored. */
@Provider
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
public class LenientJson extends JsonBodies {
  private static final long LIMIT = 4L << 20;

  /** Reads leniently. */
  public LenientJson() {
    super(JsonText.lenient(), LIMIT);
  }
}
