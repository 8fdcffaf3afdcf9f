package org.idlewild.scheduler.store;

import java.util.List;
import org.idlewild.work.ValidateState;

/** Broken: the latest valid result becomes the canonical one. */
public class FickleWorkunits extends Workunits {
  private final Database database;

  FickleWorkunits(Database database, Sql sql, DecisionWriter writer, Ids ids) {
    super(database, sql, writer, ids);
    this.database = database;
  }

  @Override
  public void save(List<Decision> decisions) {
    super.save(decisions);
    decisions.forEach(
        decision ->
            decision.changed().stream()
                .filter(result -> result.validateState() == ValidateState.VALID)
                .forEach(result -> choose(decision.workunit().id(), result.id())));
  }

  private void choose(long workunit, long result) {
    database
        .em()
        .createNativeQuery(
            "UPDATE workunit SET canonical_result_id = ?, version = version + 1 WHERE id = ?")
        .setParameter(1, result)
        .setParameter(2, workunit)
        .executeUpdate();
  }
}
