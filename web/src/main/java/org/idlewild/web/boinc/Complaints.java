package org.idlewild.web.boinc;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.idlewild.scheduler.Refused;
import org.idlewild.web.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever no resource answered itself. A client tries again later after any status but 404, and
 * shows none of it to anybody, so there is little to say.
 */
@Provider
@Singleton
public class Complaints implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
  private static final int LATER = 503;

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof WebApplicationException known) {
      return answer(known.getResponse().getStatus(), "There is nothing of this kind here.");
    }
    Throwable cause = thrown;
    while (cause != null && !(cause instanceof Refused)) {
      cause = cause.getCause();
    }
    return cause instanceof Refused refused
        ? answer(LATER, sentence(refused))
        : answer(LATER, incident(thrown));
  }

  private static Response answer(int status, String sentence) {
    return Response.status(status)
        .type(MediaType.TEXT_PLAIN_TYPE)
        .header("Retry-After", status == LATER ? 60 : null)
        .entity(sentence + "\n")
        .build();
  }

  /** Notes what nobody expected, and names it. */
  static String incident(Throwable thrown) {
    String incident = UUID.randomUUID().toString();
    LOG.error(
        "Incident {}: a BOINC client's request failed; it is told to try again later",
        incident,
        thrown);
    return "The server failed; its log has more under incident " + incident + ".";
  }

  /** What a stage says is wrong, for a reader. */
  static String sentence(Refused refused) {
    return Problems.whole(refused.getMessage());
  }
}
