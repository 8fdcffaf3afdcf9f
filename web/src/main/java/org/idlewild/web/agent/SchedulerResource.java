package org.idlewild.web.agent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.idlewild.protocol.SchedulerReply;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.scheduler.dispatch.Dispatch;
import org.idlewild.scheduler.report.Reports;
import org.idlewild.web.Now;

/** The poll: reports in, orders out. */
@Singleton
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SchedulerResource {
  private final Reports reports;
  private final Dispatch dispatch;
  private final Speaker speaker;
  private final Now now;

  /** Speaks for the session's host. */
  @Inject
  public SchedulerResource(Reports reports, Dispatch dispatch, Speaker speaker, Now now) {
    this.reports = reports;
    this.dispatch = dispatch;
    this.speaker = speaker;
    this.now = now;
  }

  /** One poll of a host. */
  @POST
  @InSession
  public SchedulerReply poll(SchedulerRequest request) {
    Checks.protocol(Checks.present("protocol", request).protocol());
    Poll poll = Poll.of(request);
    List<Long> acknowledged = reports.report(speaker.host(), poll.reports(), now.instant());
    return Reply.of(
        dispatch.request(poll.request(speaker.host(), acknowledged), now.instant()), acknowledged);
  }
}
