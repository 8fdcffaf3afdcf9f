package org.idlewild.web.watch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.idlewild.scheduler.daemon.Readiness;

/**
 * Health, for load balancers and starters; no token is needed and nothing is told but up or down
 * and why.
 *
 * <p>WildFly's own health page on the management port tells only whether the deployment succeeded:
 * it does not find checks in a WAR inside an EAR (WFLY-12835).
 */
@Singleton
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
  @Inject private Readiness readiness;

  /** Whether the server can take work: 200 or 503. */
  @GET
  @Path("ready")
  public Response ready() {
    return answer(Health.ready(readiness.reason()));
  }

  /** Whether the server needs no new start: 200 or 503. */
  @GET
  @Path("live")
  public Response live() {
    return answer(Health.live());
  }

  private static Response answer(Health health) {
    return Response.status(health.httpStatus()).entity(health).build();
  }
}
