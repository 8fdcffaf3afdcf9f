package org.idlewild.scheduler.store;

import java.time.Instant;

/** Broken: takes a report whenever one comes. */
public class RepetitiveResults extends Results {
  private final Database database;

  RepetitiveResults(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public boolean end(long id, Ended ended, Instant now) {
    database.em().find(ResultRow.class, id).end(ended, now.toEpochMilli());
    return true;
  }
}
