package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Credits;
import org.idlewild.scheduler.store.Earner;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Earned;
import org.idlewild.work.HostDescription;

/** Hosts as their owners see them; an operator sees all. Threads: any. */
@Singleton
public class HostViews {
  private final Transactions transactions;
  private final Hosts hosts;
  private final Identities identities;
  private final Credits credits;

  @Inject
  HostViews(Transactions transactions, Hosts hosts, Identities identities, Credits credits) {
    this.transactions = transactions;
    this.hosts = hosts;
    this.identities = identities;
    this.credits = credits;
  }

  /** Hosts in the order in which they joined. */
  public Page<HostView> page(Caller caller, long after, int limit, Instant now) {
    return transactions.call(
        () -> {
          List<Hosts.Host> found = hosts.page(caller.scope(), after, limit + 1);
          List<Long> ids = found.stream().map(Hosts.Host::id).toList();
          Map<Long, Hosts.Standing> standings = hosts.standings(ids);
          Map<Long, Earned> earned = credits.earned(Earner.HOST, ids);
          return Page.of(
              found,
              limit,
              Hosts.Host::id,
              host ->
                  view(
                      host,
                      standings.getOrDefault(host.id(), Hosts.none()),
                      earned.getOrDefault(host.id(), Earned.NOTHING).at(now)));
        });
  }

  private HostView view(Hosts.Host host, Hosts.Standing standing, Earned earned) {
    HostDescription description = host.description();
    return new HostView(
        host.id(),
        description.name(),
        identities.withId(host.account()).map(Identities.Account::name).orElse(""),
        description.osName() + " " + description.osVersion(),
        description.architecture(),
        description.processorModel(),
        description.processors(),
        description.memoryBytes(),
        description.platforms(),
        description.sandboxes(),
        description.unsandboxed(),
        description.agentVersion(),
        host.enrolled(),
        host.lastContact(),
        standing.inProgress(),
        standing.valid(),
        standing.invalid(),
        standing.errors(),
        earned.total(),
        earned.average());
  }
}
