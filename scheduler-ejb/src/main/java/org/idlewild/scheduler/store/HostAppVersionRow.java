package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Objects;
import org.idlewild.work.HostAppVersion;
import org.idlewild.work.Quota;

/** How a host does with an app version. */
@Entity
@IdClass(HostAppVersionRow.Key.class)
@Table(name = "host_app_version")
class HostAppVersionRow {
  @Id
  @Column(name = "host_id")
  long hostId;

  @Id
  @Column(name = "app_version_id")
  long appVersionId;

  @Column(name = "consecutive_valid")
  int consecutiveValid;

  int quota;

  @Column(name = "quota_day")
  long quotaDay;

  @Column(name = "sent_that_day")
  int sentThatDay;

  long reported;
  long failed;

  @Column(name = "turnaround_millis")
  double turnaroundMillis;

  double pace;

  @Column(name = "pace_samples")
  long paceSamples;

  @Column(name = "memory_short")
  long memoryShort;

  @Version long version;

  /** What names a row. */
  static final class Key {
    long hostId;
    long appVersionId;

    /** For the provider. */
    public Key() {}

    Key(long hostId, long appVersionId) {
      this.hostId = hostId;
      this.appVersionId = appVersionId;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.hostId == hostId && key.appVersionId == appVersionId;
    }

    @Override
    public int hashCode() {
      return Objects.hash(hostId, appVersionId);
    }
  }

  static HostAppVersionRow of(long host, long appVersion) {
    HostAppVersionRow row = new HostAppVersionRow();
    row.hostId = host;
    row.appVersionId = appVersion;
    row.apply(HostAppVersion.NEW);
    return row;
  }

  void apply(HostAppVersion decided) {
    consecutiveValid = decided.consecutiveValid();
    quota = decided.quota().perDay();
    quotaDay = decided.quota().day();
    sentThatDay = decided.quota().sent();
    reported = decided.reported();
    failed = decided.failed();
    turnaroundMillis = decided.turnaroundMillis();
    pace = decided.pace();
    paceSamples = decided.paceSamples();
    memoryShort = decided.memoryShort();
  }

  HostAppVersion hostAppVersion() {
    return new HostAppVersion(
        consecutiveValid,
        new Quota(quota, quotaDay, sentThatDay),
        reported,
        failed,
        turnaroundMillis,
        pace,
        paceSamples,
        memoryShort);
  }
}
