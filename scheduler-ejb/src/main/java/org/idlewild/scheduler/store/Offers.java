package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Estimate;
import org.idlewild.work.HostAppVersion;
import org.idlewild.work.Load;
import org.idlewild.work.Match;
import org.idlewild.work.ServerState;

/** What hosts offer, and what they are busy with. To be called in a transaction. */
@Singleton
public class Offers {
  private final Database database;
  private final Hosts hosts;
  private final HostVersions versions;
  private final Catalogue catalogue;

  @Inject
  Offers(Database database, Hosts hosts, HostVersions versions, Catalogue catalogue) {
    this.database = database;
    this.hosts = hosts;
    this.versions = versions;
    this.catalogue = catalogue;
  }

  /** What a host, or its user's hosts together, have of one app version. */
  private record Busy(long owner, long version, int count, double flops) {}

  /** What some hosts offer, in their order. */
  public List<Match.Offer> of(List<Hosts.Host> some) {
    if (some.isEmpty()) {
      return List.of();
    }
    List<Long> ids = some.stream().map(Hosts.Host::id).toList();
    Map<Long, List<Busy>> busyHosts = byOwner(busyHosts(ids));
    Map<Long, List<Busy>> busyUsers =
        byOwner(busyUsers(some.stream().map(Hosts.Host::account).distinct().toList()));
    Map<Long, Map<Long, HostAppVersion>> histories = versions.of(ids);
    List<Match.Offer> offers = new ArrayList<>();
    for (Hosts.Host host : some) {
      Map<Long, HostAppVersion> own = histories.getOrDefault(host.id(), Map.of());
      List<Busy> here = busyHosts.getOrDefault(host.id(), List.of());
      offers.add(
          new Match.Offer(
              host.id(),
              host.account(),
              host.description(),
              hosts.record(host.id()),
              new Load(
                  here.stream().mapToInt(Busy::count).sum(),
                  byApp(here),
                  byApp(busyUsers.getOrDefault(host.account(), List.of())),
                  queued(host, here, own)),
              own));
    }
    return offers;
  }

  private List<Busy> busyHosts(Collection<Long> ids) {
    return busy(
        "SELECT r.hostId, r.appVersionId, COUNT(r.id), SUM(w.flopsEstimate)"
            + " FROM ResultRow r, WorkunitRow w WHERE w.id = r.workunitId AND r.hostId IN :ids"
            + " AND r.serverState = :inProgress GROUP BY r.hostId, r.appVersionId",
        ids);
  }

  private List<Busy> busyUsers(Collection<Long> accounts) {
    return busy(
        "SELECT h.accountId, r.appVersionId, COUNT(r.id), 0 FROM ResultRow r, HostRow h"
            + " WHERE h.id = r.hostId AND h.accountId IN :ids"
            + " AND r.serverState = :inProgress GROUP BY h.accountId, r.appVersionId",
        accounts);
  }

  private List<Busy> busy(String query, Collection<Long> ids) {
    return em().createQuery(query, Object[].class)
        .setParameter("ids", ids)
        .setParameter("inProgress", ServerState.IN_PROGRESS)
        .getResultStream()
        .map(
            row ->
                new Busy(
                    (Long) row[0],
                    (Long) row[1],
                    ((Number) row[2]).intValue(),
                    ((Number) row[3]).doubleValue()))
        .toList();
  }

  private static Map<Long, List<Busy>> byOwner(List<Busy> all) {
    return all.stream().collect(Collectors.groupingBy(Busy::owner));
  }

  private Map<Long, Integer> byApp(List<Busy> some) {
    Map<Long, Integer> counts = new HashMap<>();
    some.forEach(
        busy -> counts.merge(catalogue.version(busy.version).app(), busy.count, Integer::sum));
    return counts;
  }

  private Duration queued(Hosts.Host host, List<Busy> here, Map<Long, HostAppVersion> own) {
    Duration queued = Duration.ZERO;
    for (Busy busy : here) {
      AppVersion version = catalogue.version(busy.version);
      HostAppVersion history = own.getOrDefault(busy.version, HostAppVersion.NEW);
      Duration elapsed =
          Estimate.elapsed(busy.flops, host.description(), version.planClass(), history);
      queued = queued.plus(Estimate.share(elapsed, host.description(), version.planClass()));
    }
    return queued;
  }

  private EntityManager em() {
    return database.em();
  }
}
