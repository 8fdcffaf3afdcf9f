package org.idlewild.scheduler.store;

import java.time.Instant;
import java.util.List;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** Broken: takes a report and goes on waiting for it. */
public class RepetitiveResults extends Results {
  private final Database database;

  RepetitiveResults(Database database, Sql sql) {
    super(database, sql);
    this.database = database;
  }

  @Override
  public void end(List<Ending> all, Instant now) {
    super.end(all, now);
    all.forEach(each -> goOnWaiting(each.result()));
  }

  private void goOnWaiting(long result) {
    database.run(
        "UPDATE result SET server_state = ?, outcome = ?, validate_state = ?,"
            + " version = version + 1 WHERE id = ?",
        ServerState.IN_PROGRESS.ordinal(),
        Outcome.INIT.ordinal(),
        ValidateState.INIT.ordinal(),
        result);
  }
}
