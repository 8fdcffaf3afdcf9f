package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.idlewild.scheduler.access.ClientHosts;
import org.idlewild.scheduler.dispatch.HostControl;
import org.idlewild.scheduler.status.ExplanationView;
import org.idlewild.scheduler.status.Explanations;
import org.idlewild.scheduler.status.HostView;
import org.idlewild.scheduler.status.HostViews;
import org.idlewild.web.Now;

/** One host, and its verbs; each may be repeated and then does nothing more. */
@Singleton
@Path("hosts/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class HostDetailResource {
  @Inject private HostControl control;
  @Inject private ClientHosts clients;
  @Inject private HostViews views;
  @Inject private Explanations explanations;
  @Inject private Identity identity;
  @Inject private Now now;

  /** The host. */
  @GET
  public HostView host(@PathParam("id") long id) {
    return views.host(identity.caller(), id, now.instant());
  }

  /** Why it is idle. */
  @GET
  @Path("explain")
  public ExplanationView explain(@PathParam("id") long id) {
    return explanations.host(identity.caller(), id, now.instant());
  }

  /** Gives it no work and lets it suspend what it has. */
  @POST
  @Path("pause")
  public HostView pause(@PathParam("id") long id) {
    control.pause(identity.caller(), id);
    return host(id);
  }

  /** Lets it go on. */
  @POST
  @Path("resume")
  public HostView resume(@PathParam("id") long id) {
    control.resume(identity.caller(), id);
    return host(id);
  }

  /** Lets a BOINC client leave the project when it asks its account manager. */
  @POST
  @Path("detach")
  public HostView detach(@PathParam("id") long id) {
    clients.detach(identity.caller(), id, true);
    return host(id);
  }

  /** Lets it come back. */
  @POST
  @Path("attach")
  public HostView attach(@PathParam("id") long id) {
    clients.detach(identity.caller(), id, false);
    return host(id);
  }

  /** Gives up what it has. */
  @POST
  @Path("abort")
  public HostView abort(@PathParam("id") long id) {
    control.abort(identity.caller(), id, now.instant());
    return host(id);
  }
}
