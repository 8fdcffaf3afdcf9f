package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.idlewild.work.HostAppVersion;

/**
 * How hosts do with app versions. To be called in a transaction; two that change the same row undo
 * one another (see {@link Transactions#isConflict}).
 */
@Singleton
public class HostVersions {
  private final Database database;
  private final Catalogue catalogue;

  @Inject
  HostVersions(Database database, Catalogue catalogue) {
    this.database = database;
    this.catalogue = catalogue;
  }

  /** How some hosts do with the versions that they ever had, by host and version. */
  public Map<Long, Map<Long, HostAppVersion>> of(Collection<Long> hosts) {
    if (hosts.isEmpty()) {
      return Map.of();
    }
    return em().createQuery(
            "SELECT v FROM HostAppVersionRow v WHERE v.hostId IN :hosts", HostAppVersionRow.class)
        .setParameter("hosts", hosts)
        .getResultStream()
        .collect(
            Collectors.groupingBy(
                row -> row.hostId,
                Collectors.toMap(row -> row.appVersionId, HostAppVersionRow::hostAppVersion)));
  }

  /** Outputs could not be read. */
  public void failed(long host, long version) {
    int limit = quota(version);
    change(host, version, history -> history.failed(limit));
  }

  /** A deadline passed. */
  public void silent(long host, long version, Duration delayBound) {
    int limit = quota(version);
    change(host, version, history -> history.silent(limit, delayBound));
  }

  /**
   * A result is valid.
   *
   * @param compared whether it was compared with another
   */
  public void validated(long host, long version, boolean compared) {
    int limit = quota(version);
    change(host, version, history -> history.validated(limit, compared));
  }

  /** A result is invalid. */
  public void refused(long host, long version) {
    change(host, version, HostAppVersion::refused);
  }

  private int quota(long version) {
    return catalogue.policyOf(version).dailyQuota();
  }

  private void change(long host, long version, UnaryOperator<HostAppVersion> how) {
    HostAppVersionRow row =
        em().find(HostAppVersionRow.class, new HostAppVersionRow.Key(host, version));
    if (row == null) {
      row = HostAppVersionRow.of(host, version);
      em().persist(row);
    }
    row.apply(how.apply(row.hostAppVersion()));
  }

  private EntityManager em() {
    return database.em();
  }
}
