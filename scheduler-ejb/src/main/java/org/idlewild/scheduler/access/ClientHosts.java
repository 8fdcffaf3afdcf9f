package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.store.Clients;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.HostDescription;

/**
 * BOINC's clients as hosts. They show their account's key and say which host they are; that, and
 * how many requests they have sent, tells a copy of a client's folder from the client (BOINC:
 * {@code sched/handle_request.cpp}). Threads: any.
 */
@Singleton
public class ClientHosts {
  private final Clients clients;
  private final Hosts hosts;
  private final Ids ids;
  private final Transactions transactions;

  @Inject
  ClientHosts(Clients clients, Hosts hosts, Ids ids, Transactions transactions) {
    this.clients = clients;
    this.hosts = hosts;
    this.ids = ids;
    this.transactions = transactions;
  }

  /**
   * What a client says it is.
   *
   * @param host 0 when nobody has told it yet
   * @param sequence the number of its request; less than one before only from a copy
   * @param cpid what it calls itself on all projects
   */
  public record Claim(long host, long sequence, String cpid) {}

  /**
   * The host that a client is; a new one when it is none of the account's, or a copy of one. A
   * client that was detached, or that never heard the answer to its first request, is known by what
   * it calls itself.
   */
  public long arrive(long account, Claim claim, HostDescription description, Instant now) {
    return transactions.call(
        () -> {
          Optional<Clients.Host> said =
              clients.host(claim.host()).filter(host -> host.account() == account);
          boolean copied = said.filter(host -> claim.sequence() < host.sequence()).isPresent();
          Optional<Clients.Host> known = said.isEmpty() ? calling(account, claim) : said;
          return copied || known.isEmpty()
              ? add(account, claim, description, now)
              : heard(known.get(), claim);
        });
  }

  /**
   * What an account's owner wants of a client.
   *
   * @param detached that it leaves the project
   * @param paused that it takes no more work
   */
  public record Wish(boolean detached, boolean paused) {}

  /**
   * What is wanted of a client, by what it says it is; nothing of one that is new here.
   *
   * @param host 0 when it does not say
   */
  public Wish wish(long account, long host, String cpid) {
    return transactions.call(
        () ->
            clients
                .host(host)
                .filter(known -> known.account() == account)
                .or(() -> calling(account, new Claim(0, 0, cpid)))
                .map(Clients.Host::id)
                .map(id -> new Wish(clients.isDetached(id), !hosts.paused(List.of(id)).isEmpty()))
                .orElse(new Wish(false, false)));
  }

  /**
   * Wants a client to leave the project, or to come back, when it asks its account manager.
   *
   * @throws Refused NOT_FOUND, FORBIDDEN, or CONFLICT for a host that is no BOINC client
   */
  public void detach(Caller caller, long host, boolean detached) {
    transactions.run(
        () -> {
          Hosts.Host known =
              hosts
                  .withId(host)
                  .orElseThrow(
                      () -> new Refused(Refused.Reason.NOT_FOUND, "there is no host " + host));
          caller.requireOwner(known.account(), "this host");
          if (clients.host(host).isEmpty()) {
            throw new Refused(
                Refused.Reason.CONFLICT,
                "host " + host + " is no BOINC client; its owner stops the agent on it");
          }
          clients.detach(host, detached);
        });
  }

  private Optional<Clients.Host> calling(long account, Claim claim) {
    return claim.cpid().isEmpty() ? Optional.empty() : clients.calling(account, claim.cpid());
  }

  private long heard(Clients.Host host, Claim claim) {
    long sequence = host.id() == claim.host() ? claim.sequence() : 0;
    clients.heard(new Clients.Host(host.id(), host.account(), claim.cpid(), sequence));
    return host.id();
  }

  private long add(long account, Claim claim, HostDescription description, Instant now) {
    long id = ids.next(Ids.Kind.HOST);
    // No key of its own: it can never open a session of an agent.
    hosts.add(new Hosts.Host(id, account, "", description, now, now));
    // It counts anew when it is told which host it is.
    clients.add(new Clients.Host(id, account, claim.cpid(), 0));
    return id;
  }
}
