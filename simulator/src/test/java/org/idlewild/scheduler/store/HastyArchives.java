package org.idlewild.scheduler.store;

import java.time.Instant;
import java.util.List;

/** Broken: archives a batch as soon as it has ended. */
public class HastyArchives extends Archives {
  private final Database database;

  HastyArchives(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public List<Long> due(int limit, Instant endedBefore, Instant now) {
    return database
        .em()
        .createQuery(
            "SELECT b.id FROM BatchRow b WHERE b.ended IS NOT NULL AND b.archived IS NULL",
            Long.class)
        .setMaxResults(limit)
        .getResultList();
  }
}
