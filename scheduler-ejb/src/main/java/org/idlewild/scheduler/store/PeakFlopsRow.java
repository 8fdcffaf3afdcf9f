package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.idlewild.work.PeakFlops;

@Entity
@Table(name = "peak_flops")
class PeakFlopsRow {
  @EmbeddedId Key key;
  double mean;
  long samples;

  /** An app version on a host; host 0 stands for all hosts. */
  @Embeddable
  static class Key {
    @Column(name = "app_version_id")
    long appVersion;

    @Column(name = "host_id")
    long host;

    static Key of(long appVersion, long host) {
      Key key = new Key();
      key.appVersion = appVersion;
      key.host = host;
      return key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.appVersion == appVersion && key.host == host;
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(appVersion) + Long.hashCode(host);
    }
  }

  static PeakFlopsRow of(Key key) {
    PeakFlopsRow row = new PeakFlopsRow();
    row.key = key;
    return row;
  }

  void add(double ratio, PeakFlops.Over over) {
    PeakFlops average = average().plus(ratio, over);
    mean = average.mean();
    samples = average.samples();
  }

  PeakFlops average() {
    return new PeakFlops(mean, samples);
  }
}
