package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Estimate;
import org.idlewild.work.HostAppVersion;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Load;
import org.idlewild.work.Match;
import org.idlewild.work.ServerState;

/** What hosts offer, and what they are busy with. To be called in a transaction. */
@Singleton
public class Offers {
  private final Sql sql;
  private final Visits visits;
  private final Catalogue catalogue;

  @Inject
  Offers(Sql sql, Visits visits, Catalogue catalogue) {
    this.sql = sql;
    this.visits = visits;
    this.catalogue = catalogue;
  }

  /** What some hosts offer, in their order. */
  public List<Match.Offer> of(List<Hosts.Host> some) {
    if (some.isEmpty()) {
      return List.of();
    }
    Map<Long, Visit> known = visits.of(some.stream().map(Hosts.Host::id).toList());
    Map<Long, Map<Long, Integer>> users =
        ofUsers(some.stream().map(Hosts.Host::account).distinct().toList());
    return some.stream()
        .map(
            host ->
                of(
                    known.get(host.id()),
                    host.description(),
                    users.getOrDefault(host.account(), Map.of())))
        .toList();
  }

  /**
   * What a host that asks offers.
   *
   * @param description the host as it is now
   * @param ofUser what its user's hosts have in progress together, by app
   */
  public Match.Offer of(Visit visit, HostDescription description, Map<Long, Integer> ofUser) {
    Map<Long, Integer> ofHost = new HashMap<>();
    Map<Long, Double> flops = new HashMap<>();
    for (Visit.Held held : visit.inProgress()) {
      long version = held.result().appVersion().orElseThrow();
      ofHost.merge(catalogue.version(version).app(), 1, Integer::sum);
      flops.merge(version, held.flops(), Double::sum);
    }
    Map<Long, HostAppVersion> histories = visit.histories().all();
    return new Match.Offer(
        visit.host().id(),
        visit.host().account(),
        description,
        visit.record(),
        new Load(visit.inProgress().size(), ofHost, ofUser, queued(description, flops, histories)),
        histories);
  }

  /** What the hosts of some users have in progress together, by user and app. */
  public Map<Long, Map<Long, Integer>> ofUsers(Collection<Long> users) {
    List<Object> values = new ArrayList<>(users);
    values.add(ServerState.IN_PROGRESS.ordinal());
    Map<Long, Map<Long, Integer>> counts = new HashMap<>();
    sql.list(
            "SELECT h.account_id, r.app_version_id, COUNT(*) FROM host h, result r"
                + " WHERE r.host_id = h.id AND h.account_id IN "
                + Sql.places(users.size())
                + " AND r.server_state = ? GROUP BY h.account_id, r.app_version_id",
            values,
            row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
        .forEach(
            busy ->
                counts
                    .computeIfAbsent(busy[0], any -> new HashMap<>())
                    .merge(catalogue.version(busy[1]).app(), (int) busy[2], Integer::sum));
    return counts;
  }

  private Duration queued(
      HostDescription host, Map<Long, Double> flops, Map<Long, HostAppVersion> histories) {
    Duration queued = Duration.ZERO;
    for (Map.Entry<Long, Double> busy : flops.entrySet()) {
      AppVersion version = catalogue.version(busy.getKey());
      HostAppVersion history = histories.getOrDefault(busy.getKey(), HostAppVersion.NEW);
      Duration elapsed = Estimate.elapsed(busy.getValue(), host, version.planClass(), history);
      queued = queued.plus(Estimate.share(elapsed, host, version.planClass()));
    }
    return queued;
  }
}
