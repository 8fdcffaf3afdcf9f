package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.idlewild.work.PeakFlops;

/**
 * How many operations app versions take for what was estimated, over all hosts and on each. To be
 * called in a transaction.
 */
@Singleton
public class PeakAverages {
  private static final long ALL_HOSTS = 0;

  private final Database database;

  @Inject
  PeakAverages(Database database) {
    this.database = database;
  }

  /**
   * How a result did.
   *
   * @param ratio its peak flops by its workunit's estimate
   */
  public record Sample(long appVersion, long host, double ratio) {}

  /** A version's average on a host. */
  public PeakFlops of(long appVersion, long host) {
    PeakFlopsRow row =
        database.em().find(PeakFlopsRow.class, PeakFlopsRow.Key.of(appVersion, host));
    return row == null ? PeakFlops.NONE : row.average();
  }

  /** Versions' averages over all hosts; versions that never ran are left out. */
  public Map<Long, PeakFlops> overAllHosts(Collection<Long> appVersions) {
    return database
        .em()
        .createQuery(
            "SELECT p FROM PeakFlopsRow p WHERE p.key.appVersion IN :ids AND p.key.host = :all",
            PeakFlopsRow.class)
        .setParameter("ids", appVersions)
        .setParameter("all", ALL_HOSTS)
        .getResultStream()
        .collect(Collectors.toMap(row -> row.key.appVersion, PeakFlopsRow::average));
  }

  /**
   * Takes results in. Each row is held until the transaction ends; everybody goes through them in
   * one order, so that two nodes never wait for each other.
   */
  public void learn(List<Sample> samples) {
    SortedMap<Long, SortedMap<Long, List<Double>>> rows = new TreeMap<>();
    for (Sample sample : samples) {
      SortedMap<Long, List<Double>> hosts =
          rows.computeIfAbsent(sample.appVersion(), any -> new TreeMap<>());
      hosts.computeIfAbsent(ALL_HOSTS, any -> new ArrayList<>()).add(sample.ratio());
      hosts.computeIfAbsent(sample.host(), any -> new ArrayList<>()).add(sample.ratio());
    }
    rows.forEach(
        (version, hosts) ->
            hosts.forEach((host, ratios) -> add(PeakFlopsRow.Key.of(version, host), ratios)));
  }

  private void add(PeakFlopsRow.Key key, List<Double> ratios) {
    PeakFlops.Over over =
        key.host == ALL_HOSTS ? PeakFlops.Over.ALL_HOSTS : PeakFlops.Over.ONE_HOST;
    PeakFlopsRow row = database.em().find(PeakFlopsRow.class, key, LockModeType.PESSIMISTIC_WRITE);
    boolean fresh = row == null;
    PeakFlopsRow kept = fresh ? PeakFlopsRow.of(key) : row;
    ratios.forEach(ratio -> kept.add(ratio, over));
    if (fresh) {
      database.em().persist(kept);
    }
  }
}
