package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.ExplanationView;
import org.idlewild.scheduler.status.Explanations;
import org.idlewild.scheduler.status.WorkunitView;
import org.idlewild.web.Now;

/** One workunit, and its verbs; each may be repeated and then does nothing more. */
@Singleton
@Path("workunits/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class WorkunitResource {
  @Inject private Control control;
  @Inject private BatchViews views;
  @Inject private Explanations explanations;
  @Inject private Identity identity;
  @Inject private Now now;

  /** The workunit. */
  @GET
  public WorkunitView workunit(@PathParam("id") long id) {
    return views.workunit(identity.caller(), id);
  }

  /** Why it waits. */
  @GET
  @Path("explain")
  public ExplanationView explain(@PathParam("id") long id) {
    return explanations.workunit(identity.caller(), id, now.instant());
  }

  /** Holds it. */
  @POST
  @Path("pause")
  public WorkunitView pause(@PathParam("id") long id) {
    control.pauseWorkunit(identity.caller(), id, now.instant());
    return workunit(id);
  }

  /** Ends its hold, whatever it was for. */
  @POST
  @Path("resume")
  public WorkunitView resume(@PathParam("id") long id) {
    control.resumeWorkunit(identity.caller(), id, now.instant());
    return workunit(id);
  }

  /** Gives it up. */
  @POST
  @Path("abort")
  public WorkunitView abort(@PathParam("id") long id) {
    control.abortWorkunit(identity.caller(), id, now.instant());
    return workunit(id);
  }
}
