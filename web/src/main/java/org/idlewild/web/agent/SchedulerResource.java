package org.idlewild.web.agent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.idlewild.protocol.SchedulerReply;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.scheduler.contact.Contact;
import org.idlewild.scheduler.contact.Contacts;
import org.idlewild.scheduler.contact.Served;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.scheduler.trickle.Trickles;
import org.idlewild.web.Now;

/** The poll: reports in, orders out. */
@Singleton
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SchedulerResource {
  @Inject private Trickles trickles;
  @Inject private Contacts contacts;
  @Inject private Speaker speaker;
  @Inject private Now now;

  /** One poll of a host. */
  @POST
  @InSession
  public SchedulerReply poll(SchedulerRequest request) {
    Checks.protocol(Checks.present("protocol", request).protocol());
    Poll poll = Poll.of(request);
    Letters letters = Letters.of(request);
    // Before the reports: what a task said last may come together with its end.
    List<Message.Mark> taken = trickles.take(speaker.host(), letters.sent(), now.instant());
    trickles.delivered(speaker.host(), letters.delivered());
    Served served = contacts.serve(poll.contact(speaker.host(), mark(request)), now.instant());
    return Reply.of(served, taken, trickles.waiting(speaker.host(), poll.held()));
  }

  private static Optional<Contact.Mark> mark(SchedulerRequest request) {
    return Optional.ofNullable(request.mark())
        .map(
            mark ->
                new Contact.Mark(
                    Checks.id("mark.number", mark.number()),
                    Checks.word("mark.instance", mark.instance())));
  }
}
