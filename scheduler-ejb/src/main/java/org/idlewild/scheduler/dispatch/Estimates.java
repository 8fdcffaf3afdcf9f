package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.scheduler.store.HostHistories;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Estimate;
import org.idlewild.work.HostAppVersion;

/** How long a host takes for what it gets, for clients that plan by it. Threads: any. */
@Singleton
public class Estimates {
  private final Transactions transactions;
  private final Results results;
  private final Hosts hosts;
  private final HostHistories histories;
  private final Demands demands;
  private final Catalogue catalogue;

  @Inject
  Estimates(
      Transactions transactions,
      Results results,
      Hosts hosts,
      HostHistories histories,
      Demands demands,
      Catalogue catalogue) {
    this.transactions = transactions;
    this.results = results;
    this.hosts = hosts;
    this.histories = histories;
    this.demands = demands;
    this.catalogue = catalogue;
  }

  /** The run times of results that a host has in progress; a guess where nothing is known. */
  public Map<Long, Duration> of(long host, Collection<Long> ids) {
    return ids.isEmpty() ? Map.of() : transactions.call(() -> read(host, ids));
  }

  private Map<Long, Duration> read(long id, Collection<Long> ids) {
    Hosts.Host host = hosts.withId(id).orElseThrow();
    Map<Long, HostAppVersion> past = histories.of(List.of(id)).get(id).all();
    List<Results.Placed> placed = results.withIds(ids);
    Map<Long, Demands.Effort> efforts =
        demands.efforts(placed.stream().map(each -> each.result().workunit()).toList());
    return placed.stream()
        .map(Results.Placed::result)
        .filter(result -> result.appVersion().isPresent())
        .collect(
            Collectors.toMap(
                result -> result.id(),
                result -> {
                  long version = result.appVersion().orElseThrow();
                  return Estimate.orGuess(
                      Estimate.run(
                          efforts.get(result.workunit()).flops(),
                          host.description(),
                          catalogue.version(version).planClass(),
                          past.getOrDefault(version, HostAppVersion.NEW)));
                }));
  }
}
