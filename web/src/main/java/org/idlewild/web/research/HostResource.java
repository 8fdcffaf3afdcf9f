package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.idlewild.scheduler.status.HostView;
import org.idlewild.scheduler.status.HostViews;
import org.idlewild.web.Now;

/** The hosts of the caller; an operator's are everybody's. */
@Singleton
@Path("hosts")
@Produces(MediaType.APPLICATION_JSON)
public class HostResource {
  @Inject private HostViews views;
  @Inject private Identity identity;
  @Inject private Now now;

  /** A page of hosts. */
  @GET
  public Listing<HostView> page(
      @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
    Cursor place = Cursor.of("hosts", cursor, limit);
    return Listing.of(
        views.page(identity.caller(), place.after(), place.limit(), now.instant()), place);
  }
}
