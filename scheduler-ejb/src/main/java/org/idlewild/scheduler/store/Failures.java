package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Cause;
import org.idlewild.work.Hold;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** Where workunits failed, and what becomes of those that fail. To be called in a transaction. */
@Singleton
public class Failures {
  private final Database database;

  @Inject
  Failures(Database database) {
    this.database = database;
  }

  /**
   * How a workunit did on other hosts.
   *
   * @param succeeded whether one of them had a success
   * @param failed the healthy ones on which it failed, the first one first
   */
  public record Elsewhere(boolean succeeded, List<Long> failed) {}

  /** How a workunit did on all hosts but one. */
  public Elsewhere elsewhere(long workunit, long host) {
    List<Object[]> ended =
        em().createQuery(
                "SELECT r.hostId, r.outcome, r.validateState, r.cause, h.problematicUntil"
                    + " FROM ResultRow r, HostRow h WHERE h.id = r.hostId"
                    + " AND r.workunitId = :workunit AND r.hostId <> :host"
                    + " AND r.serverState = :over ORDER BY r.received, r.id",
                Object[].class)
            .setParameter("workunit", workunit)
            .setParameter("host", host)
            .setParameter("over", ServerState.OVER)
            .getResultList();
    return new Elsewhere(
        ended.stream()
            .anyMatch(row -> row[1] == Outcome.SUCCESS && row[2] != ValidateState.INVALID),
        ended.stream()
            .filter(row -> row[1] == Outcome.CLIENT_ERROR && row[3] != Cause.USER)
            .filter(row -> row[4] == null)
            .map(row -> (Long) row[0])
            .distinct()
            .toList());
  }

  /** Holds a workunit unless it is held or settled, and lays its failures to it. */
  public void hold(long workunit, Hold why, Instant now) {
    run(
        "UPDATE workunit SET hold = ?, transition_time = ?, version = version + 1 WHERE id = ?"
            + " AND hold IS NULL AND canonical_result_id IS NULL AND errors = 0"
            + " AND cancelled = FALSE AND assimilate_state = ?",
        why.ordinal(),
        now.toEpochMilli(),
        workunit,
        AssimilateState.INIT.ordinal());
    run(
        "UPDATE result SET cause = ?, version = version + 1 WHERE workunit_id = ? AND cause = ?",
        Cause.UNIT.ordinal(),
        workunit,
        Cause.HOST.ordinal());
  }

  private void run(String statement, Object... values) {
    // What was decided in this transaction about results must not undo what is written here.
    em().flush();
    database.run(statement, values);
  }

  private EntityManager em() {
    return database.em();
  }
}
