package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Hold;
import org.idlewild.work.ServerState;

/**
 * Lets batches and workunits rest and go on, in a few statements each whatever their size. To be
 * called in a transaction.
 *
 * <p>A batch that goes on does not wake what is held by itself, nor the other way round. The
 * deadlines of results in progress move by the time that their workunit rested.
 */
@Singleton
public class Pauses {
  private static final String OPEN =
      " AND canonical_result_id IS NULL AND errors = 0 AND cancelled = FALSE"
          + " AND assimilate_state = "
          + AssimilateState.INIT.ordinal();

  private final Database database;

  @Inject
  Pauses(Database database) {
    this.database = database;
  }

  /** Lets a batch rest; false when it rests already, is cancelled or has ended. */
  public boolean pauseBatch(long id, Instant now) {
    if (database.run(
            "UPDATE batch SET paused = TRUE WHERE id = ? AND paused = FALSE AND cancelled = FALSE"
                + " AND ended IS NULL",
            id)
        == 0) {
      return false;
    }
    database.run(
        "UPDATE workunit SET paused = TRUE, rest_since = COALESCE(rest_since, ?),"
            + " version = version + 1 WHERE batch_id = ?"
            + OPEN,
        now.toEpochMilli(),
        id);
    withdraw("batch_id", id, "paused = TRUE");
    return true;
  }

  /** Lets a batch go on; false when it does not rest. */
  public boolean resumeBatch(long id, Instant now) {
    if (database.run("UPDATE batch SET paused = FALSE WHERE id = ? AND paused = TRUE", id) == 0) {
      return false;
    }
    awake("batch_id = ? AND paused = TRUE AND hold IS NULL", id, now);
    database.run(
        "UPDATE workunit SET paused = FALSE,"
            + " rest_since = CASE WHEN hold IS NULL THEN NULL ELSE rest_since END,"
            + " transition_time = ?, version = version + 1 WHERE batch_id = ? AND paused = TRUE",
        now.toEpochMilli(),
        id);
    return true;
  }

  /** Holds a workunit for its owner; nothing happens to one that is held, or settled. */
  public void hold(long workunit, Instant now) {
    database.run(
        "UPDATE workunit SET hold = ?, rest_since = COALESCE(rest_since, ?), version = version + 1"
            + " WHERE id = ? AND hold IS NULL"
            + OPEN,
        Hold.OWNER.ordinal(),
        now.toEpochMilli(),
        workunit);
    withdraw("id", workunit, "hold IS NOT NULL");
  }

  /** Ends the hold of a workunit that is not settled, whatever it was for. */
  public void release(long workunit, Instant now) {
    awake("id = ? AND paused = FALSE AND hold IS NOT NULL" + OPEN, workunit, now);
    database.run(
        "UPDATE workunit SET hold = NULL, hold_until = NULL,"
            + " rest_since = CASE WHEN paused = TRUE THEN rest_since ELSE NULL END,"
            + " transition_time = ?, version = version + 1 WHERE id = ? AND hold IS NOT NULL"
            + OPEN,
        now.toEpochMilli(),
        workunit);
  }

  /** Gives a workunit up unless it is settled. */
  public void abort(long workunit, Instant now) {
    database.run(
        "UPDATE workunit SET cancelled = TRUE, need_validate = FALSE, transition_time = ?,"
            + " version = version + 1 WHERE id = ?"
            + OPEN,
        now.toEpochMilli(),
        workunit);
  }

  /** Which of some batches are paused. */
  public Set<Long> paused(Collection<Long> batches) {
    return batches.isEmpty()
        ? Set.of()
        : em().createQuery(
                "SELECT b.id FROM BatchRow b WHERE b.id IN :ids AND b.paused = TRUE", Long.class)
            .setParameter("ids", batches)
            .getResultStream()
            .collect(Collectors.toSet());
  }

  private void withdraw(String column, long id, String resting) {
    database.run(
        "UPDATE result SET server_state = ?, version = version + 1 WHERE server_state = ?"
            + " AND workunit_id IN (SELECT id FROM workunit WHERE "
            + column
            + " = ? AND "
            + resting
            + ")",
        ServerState.INACTIVE.ordinal(),
        ServerState.UNSENT.ordinal(),
        id);
  }

  /** What waits may be sent again, and what is on hosts gets the time back in which it rested. */
  private void awake(String workunits, long id, Instant now) {
    String those = " AND workunit_id IN (SELECT id FROM workunit WHERE " + workunits + ")";
    database.run(
        "UPDATE result SET report_deadline = report_deadline + ? - COALESCE("
            + "(SELECT w.rest_since FROM workunit w WHERE w.id = result.workunit_id), ?),"
            + " version = version + 1 WHERE server_state = ?"
            + those,
        now.toEpochMilli(),
        now.toEpochMilli(),
        ServerState.IN_PROGRESS.ordinal(),
        id);
    database.run(
        "UPDATE result SET server_state = ?, version = version + 1 WHERE server_state = ?" + those,
        ServerState.UNSENT.ordinal(),
        ServerState.INACTIVE.ordinal(),
        id);
  }

  private EntityManager em() {
    return database.em();
  }
}
