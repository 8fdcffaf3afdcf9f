package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import org.idlewild.scheduler.trickle.Correspondence;
import org.idlewild.scheduler.trickle.TrickleView;
import org.idlewild.web.Now;
import org.idlewild.web.http.ProblemException;

/** The messages of one result's task, and answers to them. */
@Singleton
@Path("results/{id}/trickles")
@Produces(MediaType.APPLICATION_JSON)
public class ResultTrickleResource {
  @Inject private Correspondence correspondence;
  @Inject private Identity identity;
  @Inject private Now now;

  /** A message for a task, in base64. */
  record Body(String content) {}

  /** Those after a place. */
  @GET
  public TricklePage page(
      @PathParam("id") long id,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    return TricklePage.of(
        correspondence.ofResult(
            identity.caller(), id, TricklePage.after(after), TricklePage.limit(limit)));
  }

  /** Sends one to the task. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response send(@PathParam("id") long id, Body body) {
    byte[] content = content(Bodies.present(body).content());
    TrickleView sent = correspondence.send(identity.caller(), id, content, now.instant());
    return Response.status(Response.Status.CREATED).entity(sent).build();
  }

  private static byte[] content(String base64) {
    try {
      if (base64 != null) {
        return Base64.getDecoder().decode(base64);
      }
    } catch (IllegalArgumentException e) {
      // Said below, together with what is missing.
    }
    throw ProblemException.malformed("\"content\" must be base64.");
  }
}
