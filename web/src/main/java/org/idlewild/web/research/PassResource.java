package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.idlewild.scheduler.status.PassView;
import org.idlewild.scheduler.status.PassViews;

/** The server's daemons, for operators. */
@Singleton
@Path("passes")
@Produces(MediaType.APPLICATION_JSON)
public class PassResource {
  private final PassViews views;
  private final Identity identity;

  /** Speaks for the request's caller. */
  @Inject
  public PassResource(PassViews views, Identity identity) {
    this.views = views;
    this.identity = identity;
  }

  /** When each ran last, and what it did. */
  @GET
  public List<PassView> all() {
    return views.all(identity.caller());
  }
}
