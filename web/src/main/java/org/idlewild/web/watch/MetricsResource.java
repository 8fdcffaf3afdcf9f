package org.idlewild.web.watch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.idlewild.scheduler.status.PassViews;
import org.idlewild.web.research.Identity;

/** The meters in Prometheus's text format, for operators. */
@Singleton
@Path("/")
public class MetricsResource {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Meters meters;
  private final PassViews passes;
  private final Identity identity;

  /** Speaks for the request's caller. */
  @Inject
  public MetricsResource(Meters meters, PassViews passes, Identity identity) {
    this.meters = meters;
    this.passes = passes;
    this.identity = identity;
  }

  /** All meters; the passes' view refuses anyone but an operator. */
  @GET
  public Response metrics() {
    meters.passes(passes.all(identity.caller()));
    return Response.ok(meters.text()).header("Content-Type", TEXT).build();
  }
}
