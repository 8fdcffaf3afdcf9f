package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.List;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;

/**
 * Gives batches up. One of many workunits is marked, which is enough for nothing of it to be sent,
 * and its workunits follow some at a time. To be called in a transaction.
 */
@Singleton
public class GivenUpBatches {
  /** A batch of so many or fewer is given up with all its workunits at once. */
  static final int AT_ONCE = 20_000;

  private static final String OPEN =
      " AND canonical_result_id IS NULL AND assimilate_state = " + AssimilateState.INIT.ordinal();

  private final Database database;

  @Inject
  GivenUpBatches(Database database) {
    this.database = database;
  }

  /** Marks a batch; false when there is nothing to give up. */
  boolean mark(long batch) {
    return database.run(
            "UPDATE batch SET cancelled = TRUE, arriving = NULL,"
                + " give_up_from = CASE WHEN total > ? THEN 0 ELSE NULL END"
                + " WHERE id = ? AND cancelled = FALSE AND ended IS NULL",
            AT_ONCE,
            batch)
        == 1;
  }

  /** Gives up the workunits of a batch that was just marked, unless they are many. */
  void follow(long batch, Instant now) {
    if (from(batch).isEmpty()) {
      rest(batch, 0, Integer.MAX_VALUE, now);
    }
  }

  /** Batches that are given up and whose workunits are not all. */
  public List<Long> due(int limit) {
    List<?> rows =
        database
            .query("SELECT id FROM batch WHERE give_up_from IS NOT NULL ORDER BY id")
            .setMaxResults(limit)
            .getResultList();
    return rows.stream().map(id -> ((Number) id).longValue()).toList();
  }

  /**
   * Gives up the next workunits of a batch. What was never sent is over and done with; the others
   * are due.
   *
   * @return how many were looked at; 0 when all are given up
   */
  public int some(long batch, int limit, Instant now) {
    List<Integer> from = from(batch);
    if (from.isEmpty()) {
      return 0;
    }
    int first = from.get(0);
    int total = total(batch);
    int next = Math.min(total, first + limit);
    unsent(batch, first, next);
    int ended = neverSent(batch, first, next, now);
    rest(batch, first, next, now);
    int written =
        database.run(
            "UPDATE batch SET units_left = units_left - ?, inputs_left = inputs_left - ?,"
                + " give_up_from = ? WHERE id = ? AND give_up_from = ?",
            ended,
            ended,
            next == total ? null : next,
            batch,
            first);
    if (written == 0) {
      throw new OptimisticLockException("somebody else gives batch " + batch + " up");
    }
    return next - first;
  }

  private List<Integer> from(long batch) {
    List<?> rows =
        database
            .query(
                "SELECT give_up_from FROM batch WHERE id = ? AND give_up_from IS NOT NULL", batch)
            .getResultList();
    return rows.stream().map(place -> ((Number) place).intValue()).toList();
  }

  private int total(long batch) {
    return ((Number)
            database.query("SELECT total FROM batch WHERE id = ?", batch).getSingleResult())
        .intValue();
  }

  /** Results first, as whoever sends one does: two who meet wait for each other in one order. */
  private void unsent(long batch, int from, int next) {
    database.run(
        "UPDATE result SET server_state = ?, outcome = ?, file_delete_state = ?,"
            + " version = version + 1 WHERE workunit_id >= ? AND workunit_id <= ?"
            + " AND server_state IN (?, ?) AND EXISTS (SELECT 1 FROM workunit w"
            + " WHERE w.id = result.workunit_id AND w.batch_id = ?"
            + " AND w.canonical_result_id IS NULL AND w.assimilate_state = ?)",
        ServerState.OVER.ordinal(),
        Outcome.DIDNT_NEED.ordinal(),
        FileDeleteState.DONE.ordinal(),
        idAt(batch, from),
        idAt(batch, next - 1),
        ServerState.UNSENT.ordinal(),
        ServerState.INACTIVE.ordinal(),
        batch,
        AssimilateState.INIT.ordinal());
  }

  private long idAt(long batch, int position) {
    return ((Number)
            database
                .query(
                    "SELECT id FROM workunit WHERE batch_id = ? AND position = ?", batch, position)
                .getSingleResult())
        .longValue();
  }

  private int neverSent(long batch, int from, int next, Instant now) {
    return database.run(
        "UPDATE workunit SET cancelled = TRUE, assimilate_state = ?, assimilated = ?,"
            + " file_delete_state = ?, transition_time = NULL, version = version + 1"
            + " WHERE batch_id = ? AND position >= ? AND position < ? AND errors = 0"
            + " AND NOT EXISTS (SELECT 1 FROM result r WHERE r.workunit_id = workunit.id"
            + " AND r.host_id IS NOT NULL)"
            + OPEN,
        AssimilateState.DONE.ordinal(),
        now.toEpochMilli(),
        FileDeleteState.DONE.ordinal(),
        batch,
        from,
        next);
  }

  private void rest(long batch, int from, int next, Instant now) {
    database.run(
        "UPDATE workunit SET cancelled = TRUE, need_validate = FALSE, transition_time = ?,"
            + " version = version + 1 WHERE batch_id = ? AND position >= ? AND position < ?"
            + OPEN,
        now.toEpochMilli(),
        batch,
        from,
        next);
  }
}
