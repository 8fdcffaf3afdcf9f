package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.idlewild.scheduler.daemon.ByHand;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.PassSwitches;
import org.idlewild.scheduler.status.DaemonsView;
import org.idlewild.scheduler.status.PassView;
import org.idlewild.scheduler.status.PassViews;
import org.idlewild.web.Now;

/** The server's daemons, for operators. */
@Singleton
@Path("daemons")
@Produces(MediaType.APPLICATION_JSON)
public class DaemonResource {
  @Inject private PassViews views;
  @Inject private PassSwitches switches;
  @Inject private ByHand byHand;
  @Inject private Identity identity;
  @Inject private Now now;

  /** What each did, and what waits. */
  @GET
  public DaemonsView all() {
    return views.overview(identity.caller(), now.instant());
  }

  /** Lets one rest, on all nodes, until it is resumed. */
  @POST
  @Path("{name}/pause")
  public PassView pause(@PathParam("name") String name) {
    return set(name, true);
  }

  /** Lets one go on. */
  @POST
  @Path("{name}/resume")
  public PassView resume(@PathParam("name") String name) {
    return set(name, false);
  }

  /** Runs one round of one, paused or not. */
  @POST
  @Path("{name}/run")
  public ByHand.Run run(@PathParam("name") String name) {
    return byHand.run(identity.caller(), PassName.called(name));
  }

  private PassView set(String name, boolean paused) {
    PassName daemon = PassName.called(name);
    switches.pause(identity.caller(), daemon, paused);
    return views.one(identity.caller(), daemon);
  }
}
