package org.idlewild.scheduler.store;

import java.time.Instant;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** Broken: takes a report and goes on waiting for it. */
public class RepetitiveResults extends Results {
  private final Database database;

  RepetitiveResults(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public boolean end(long id, Ended ended, Instant now) {
    boolean taken = super.end(id, ended, now);
    database.em().flush();
    database
        .em()
        .createNativeQuery(
            "UPDATE result SET server_state = ?, outcome = ?, validate_state = ?,"
                + " version = version + 1 WHERE id = ?")
        .setParameter(1, ServerState.IN_PROGRESS.ordinal())
        .setParameter(2, Outcome.INIT.ordinal())
        .setParameter(3, ValidateState.INIT.ordinal())
        .setParameter(4, id)
        .executeUpdate();
    return taken;
  }
}
