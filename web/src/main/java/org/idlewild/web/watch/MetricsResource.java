package org.idlewild.web.watch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.idlewild.scheduler.status.PassViews;
import org.idlewild.scheduler.status.PluginViews;
import org.idlewild.web.research.Identity;

/** The meters in Prometheus's text format, for operators. */
@Singleton
@Path("/")
public class MetricsResource {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  @Inject private Meters meters;
  @Inject private PassViews passes;
  @Inject private PluginViews plugins;
  @Inject private Identity identity;

  /** All meters; the passes' view refuses anyone but an operator. */
  @GET
  public Response metrics() {
    meters.passes(passes.all(identity.caller()));
    meters.plugins(plugins.all(identity.caller()));
    return Response.ok(meters.text()).header("Content-Type", TEXT).build();
  }
}
