package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.idlewild.scheduler.status.Counts;
import org.idlewild.scheduler.status.ResultCounts;

/** The caller's results in numbers. */
@Singleton
@Path("results/counts")
@Produces(MediaType.APPLICATION_JSON)
public class ResultResource {
  private final Counts counts;
  private final Identity identity;

  /** Speaks for the request's caller. */
  @Inject
  public ResultResource(Counts counts, Identity identity) {
    this.counts = counts;
    this.identity = identity;
  }

  /** How many results are in each state. */
  @GET
  public ResultCounts counts() {
    return counts.results(identity.caller());
  }
}
