package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.idlewild.scheduler.trickle.Correspondence;

/** The messages of a batch's tasks. */
@Singleton
@Path("batches/{id}/trickles")
@Produces(MediaType.APPLICATION_JSON)
public class BatchTrickleResource {
  @Inject private Correspondence correspondence;
  @Inject private Identity identity;

  /** Those after a place. */
  @GET
  public TricklePage page(
      @PathParam("id") long id,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    return TricklePage.of(
        correspondence.ofBatch(
            identity.caller(), id, TricklePage.after(after), TricklePage.limit(limit)));
  }
}
