package org.idlewild.scheduler.store;

import java.time.Instant;

/** Broken: what rested with its batch is not woken. */
public class SleepyPauses extends Pauses {
  private final Database database;

  SleepyPauses(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public boolean resumeBatch(long id, Instant now) {
    run("UPDATE batch SET paused = FALSE WHERE id = ?", id);
    run("UPDATE workunit SET paused = FALSE, version = version + 1 WHERE batch_id = ?", id);
    return true;
  }

  private void run(String statement, long id) {
    database.em().createNativeQuery(statement).setParameter(1, id).executeUpdate();
  }
}
