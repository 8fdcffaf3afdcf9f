package org.idlewild.scheduler.store;

import org.idlewild.work.Outcome;

/** Broken: goes on awaiting a result from whose checkpoint another goes on. */
public class SharedCheckpoints extends StoredCheckpoints {
  private final Database database;

  SharedCheckpoints(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public void inherit(long successor, long workunit, long appVersion) {
    super.inherit(successor, workunit, appVersion);
    database
        .em()
        .createNativeQuery(
            "UPDATE result SET outcome = ?, version = version + 1"
                + " WHERE workunit_id = ? AND outcome = ?")
        .setParameter(1, Outcome.NO_REPLY.ordinal())
        .setParameter(2, workunit)
        .setParameter(3, Outcome.CLIENT_DETACHED.ordinal())
        .executeUpdate();
  }
}
