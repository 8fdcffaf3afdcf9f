package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.idlewild.scheduler.Refused;
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
          Set<Long> paused = hosts.paused(ids);
          Map<Long, Earned> earned = credits.earned(Earner.HOST, ids);
          return Page.of(
              found,
              limit,
              Hosts.Host::id,
              host ->
                  view(
                      host,
                      standings.getOrDefault(host.id(), Hosts.none()),
                      paused.contains(host.id()),
                      earned.getOrDefault(host.id(), Earned.NOTHING).at(now)));
        });
  }

  /** One host; NOT_FOUND or FORBIDDEN. */
  public HostView host(Caller caller, long id, Instant now) {
    return transactions.call(
        () -> {
          Hosts.Host host =
              hosts
                  .withId(id)
                  .orElseThrow(
                      () -> new Refused(Refused.Reason.NOT_FOUND, "there is no host " + id));
          caller.requireOwner(host.account(), "this host");
          List<Long> one = List.of(id);
          return view(
              host,
              hosts.standings(one).getOrDefault(id, Hosts.none()),
              !hosts.paused(one).isEmpty(),
              credits.earned(Earner.HOST, one).getOrDefault(id, Earned.NOTHING).at(now));
        });
  }

  private HostView view(Hosts.Host host, Hosts.Standing standing, boolean paused, Earned earned) {
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
        paused,
        description.flopsPerProcessor(),
        description.features().stream().sorted().toList(),
        description.onFraction(),
        description.beta(),
        earned.total(),
        earned.average());
  }
}
