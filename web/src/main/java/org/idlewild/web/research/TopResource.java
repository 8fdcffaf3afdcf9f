package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.idlewild.scheduler.status.CreditViews;
import org.idlewild.scheduler.status.EarnedView;
import org.idlewild.web.Now;

/** Who earned most. */
@Singleton
@Path("top")
@Produces(MediaType.APPLICATION_JSON)
public class TopResource {
  @Inject private CreditViews views;
  @Inject private Identity identity;
  @Inject private Now now;

  /** The users who earned most. */
  @GET
  @Path("users")
  public List<EarnedView> users(@QueryParam("limit") String limit) {
    return views.topUsers(most(limit), now.instant());
  }

  /** The teams that earned most. */
  @GET
  @Path("teams")
  public List<EarnedView> teams(@QueryParam("limit") String limit) {
    return views.topTeams(most(limit), now.instant());
  }

  /** The caller's hosts that earned most; an operator's are everybody's. */
  @GET
  @Path("hosts")
  public List<EarnedView> hosts(@QueryParam("limit") String limit) {
    return views.topHosts(identity.caller(), most(limit), now.instant());
  }

  private static int most(String limit) {
    return Cursor.of("top", null, limit).limit();
  }
}
