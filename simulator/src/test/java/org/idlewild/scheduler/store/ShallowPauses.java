package org.idlewild.scheduler.store;

import java.time.Instant;

/** Broken: a batch is paused by name only. */
public class ShallowPauses extends Pauses {
  private final Database database;

  ShallowPauses(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public boolean pauseBatch(long id, Instant now) {
    database
        .em()
        .createNativeQuery("UPDATE batch SET paused = TRUE WHERE id = ? AND ended IS NULL")
        .setParameter(1, id)
        .executeUpdate();
    return true;
  }
}
