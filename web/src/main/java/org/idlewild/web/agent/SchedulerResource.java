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
import org.idlewild.scheduler.access.HostAccess;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.Dispatch;
import org.idlewild.scheduler.report.Reports;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.scheduler.trickle.Trickles;
import org.idlewild.web.Now;

/** The poll: reports in, orders out. */
@Singleton
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SchedulerResource {
  @Inject private HostAccess access;
  @Inject private Trickles trickles;
  @Inject private Reports reports;
  @Inject private Dispatch dispatch;
  @Inject private Speaker speaker;
  @Inject private Now now;

  /** One poll of a host. */
  @POST
  @InSession
  public SchedulerReply poll(SchedulerRequest request) {
    Checks.protocol(Checks.present("protocol", request).protocol());
    Poll poll = Poll.of(request);
    if (request.mark() != null) {
      access.poll(
          speaker.host(),
          Checks.id("mark.number", request.mark().number()),
          Checks.word("mark.instance", request.mark().instance()));
    }
    Letters letters = Letters.of(request);
    // Before the reports: what a task said last may come together with its end.
    List<Message.Mark> taken = trickles.take(speaker.host(), letters.sent(), now.instant());
    trickles.delivered(speaker.host(), letters.delivered());
    List<Long> acknowledged = reports.report(speaker.host(), poll.reports(), now.instant());
    Assignment assignment =
        dispatch.request(poll.request(speaker.host(), acknowledged), now.instant());
    return Reply.of(assignment, acknowledged, taken, trickles.waiting(speaker.host(), poll.held()));
  }
}
