package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.idlewild.work.Earned;

@Entity
@Table(name = "earned")
class EarnedRow {
  @EmbeddedId Key key;
  double total;
  double average;

  @Column(name = "average_time")
  long averageTime;

  /** Whose it is. */
  @Embeddable
  static class Key {
    @Enumerated Earner earner;

    @Column(name = "earner_id")
    long id;

    static Key of(Earner earner, long id) {
      Key key = new Key();
      key.earner = earner;
      key.id = id;
      return key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.earner == earner && key.id == id;
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(id) + earner.ordinal();
    }
  }

  Earned earned() {
    return new Earned(total, average, Instant.ofEpochMilli(averageTime));
  }
}
