package org.idlewild.scheduler.store;

import java.util.List;
import org.idlewild.work.Result;
import org.idlewild.work.ValidateState;
import org.idlewild.work.Workunit;

/** Broken: the latest valid result becomes the canonical one. */
public class FickleWorkunits extends Workunits {
  private final Database database;

  FickleWorkunits(Database database, Ids ids) {
    super(database, ids);
    this.database = database;
  }

  @Override
  public void save(Workunit decided, List<Result> changed) {
    super.save(decided, changed);
    changed.stream()
        .filter(result -> result.validateState() == ValidateState.VALID)
        .forEach(result -> choose(decided.id(), result.id()));
  }

  private void choose(long workunit, long result) {
    database.em().flush();
    database
        .em()
        .createNativeQuery(
            "UPDATE workunit SET canonical_result_id = ?, version = version + 1 WHERE id = ?")
        .setParameter(1, result)
        .setParameter(2, workunit)
        .executeUpdate();
  }
}
