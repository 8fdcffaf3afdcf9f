package org.idlewild.scheduler.store;

import java.time.Instant;
import java.util.List;

/** Broken: every batch counts as finished. */
public class HurriedBatches extends StoredBatches {
  private final Database database;

  HurriedBatches(Database database, Archives archives, GivenUpBatches givenUp) {
    super(database, archives, givenUp);
    this.database = database;
  }

  @Override
  public List<Long> finished(int limit, Instant now) {
    return database
        .em()
        .createQuery("SELECT b.id FROM BatchRow b WHERE b.ended IS NULL", Long.class)
        .setMaxResults(limit)
        .getResultList();
  }
}
