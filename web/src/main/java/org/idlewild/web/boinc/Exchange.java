package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.protocol.boinc.Signing;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.ClientHosts;
import org.idlewild.scheduler.access.ClientSeals;
import org.idlewild.scheduler.contact.Contact;
import org.idlewild.scheduler.contact.Contacts;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.ClientView;
import org.idlewild.scheduler.status.ClientViews;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.scheduler.trickle.Trickles;

/** What follows from a client's request, by the same stages as an agent's. */
@Singleton
class Exchange {
  /** A client that has work is to ask so often, in what an idle one waits. */
  private static final int WORKING = 20;

  private final ClientHosts hosts;
  private final Trickles trickles;
  private final Contacts contacts;
  private final ClientViews views;
  private final ClientSeals seals;
  private final Work work;
  private final OwnersWishes wishes;
  private final Project project;
  private final ProjectKeys keys;

  @Inject
  Exchange(
      ClientHosts hosts,
      Trickles trickles,
      Contacts contacts,
      ClientViews views,
      ClientSeals seals,
      Work work,
      OwnersWishes wishes,
      Project project,
      ProjectKeys keys) {
    this.hosts = hosts;
    this.trickles = trickles;
    this.contacts = contacts;
    this.views = views;
    this.seals = seals;
    this.work = work;
    this.wishes = wishes;
    this.project = project;
    this.keys = keys;
  }

  String answer(Caller caller, RpcRequest request, UriInfo asked, Instant now) {
    long host = hosts.arrive(caller.userId(), request.claim(), request.description(), now);
    // Before the reports: what a task said last may come together with its end.
    trickles.take(host, request.messages(), now);
    List<Report> ended = request.results().stream().flatMap(r -> r.report().stream()).toList();
    Contact contact =
        new Contact(
            host,
            Optional.empty(),
            ended,
            Optional.of(request.request(host, ended.stream().map(Report::resultId).toList())));
    Assignment assignment = contacts.serve(contact, now).assignment().orElseThrow();
    RpcReply reply = begin(assignment, request);
    account(reply, caller, host, asked, now);
    if (host != request.claim().host()) {
      reply.host(host);
    }
    codeKey(reply, request.codeKey());
    wishes
        .exchange(caller, request.preferences(), project.address(asked), now)
        .ifPresent(reply::preferences);
    reply.acknowledged(request.results().stream().map(RpcResult::name).toList());
    if (!request.messages().isEmpty()) {
      reply.messagesTaken();
    }
    HeldNames held = HeldNames.of(request.others().orElse(List.of()).stream());
    reply.unwanted(assignment, held);
    reply.forget(work.useless(request.files()));
    reply.work(assignment, work.facts(host, request, assignment, project.address(asked)), now);
    messages(reply, host, held, now);
    return reply.text();
  }

  private static RpcReply begin(Assignment assignment, RpcRequest request) {
    RpcReply reply = RpcReply.after(assignment.nextContact());
    boolean works = !assignment.orders().isEmpty() || !request.others().orElse(List.of()).isEmpty();
    if (works) {
      reply.askWithin(assignment.nextContact().multipliedBy(WORKING));
    } else if (request.wanted().tasks() > 0) {
      reply.message("low", "No work is available for this host now.");
    }
    return reply;
  }

  private void account(RpcReply reply, Caller caller, long host, UriInfo asked, Instant now) {
    ClientView view = views.of(caller, host, now);
    String emailHash =
        view.email()
            .map(email -> Signing.digest(email.getBytes(StandardCharsets.UTF_8)))
            .orElse("");
    reply
        .project(project.name(), project.address(asked))
        .account(
            caller.userId(), view, emailHash, seals.mark("user", Long.toString(caller.userId())));
  }

  private void codeKey(RpcReply reply, String known) {
    if (known.isEmpty()) {
      reply.codeKey(keys.codeKey(), Optional.empty());
    } else {
      keys.succession(known).ifPresent(s -> reply.codeKey(keys.codeKey(), Optional.of(s)));
    }
  }

  /** BOINC has no answer to a message for a task, so it counts as delivered when it is sent. */
  private void messages(RpcReply reply, long host, HeldNames held, Instant now) {
    List<Message> waiting = trickles.waiting(host, held.results());
    reply.messages(waiting, held, now);
    trickles.delivered(host, waiting.stream().map(Message::mark).toList());
  }
}
