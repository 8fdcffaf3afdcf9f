package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.idlewild.scheduler.plugin.Kind;
import org.idlewild.scheduler.plugin.PluginReport;
import org.idlewild.scheduler.status.PluginViews;

/** The validators and assimilators of the server, for operators. */
@Singleton
@Path("plugins")
@Produces(MediaType.APPLICATION_JSON)
public class PluginResource {
  @Inject private PluginViews views;
  @Inject private Identity identity;

  /** How each stands. */
  @GET
  public List<PluginReport> all() {
    return views.all(identity.caller());
  }

  /** Switches a validator on that the server switched off. */
  @POST
  @Path("validators/{name}/on")
  public Response validatorOn(@PathParam("name") String name) {
    views.on(identity.caller(), Kind.VALIDATOR, name);
    return Response.noContent().build();
  }

  /** Switches an assimilator on that the server switched off. */
  @POST
  @Path("assimilators/{name}/on")
  public Response assimilatorOn(@PathParam("name") String name) {
    views.on(identity.caller(), Kind.ASSIMILATOR, name);
    return Response.noContent().build();
  }
}
