package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Progress;

/**
 * Ended batches on their way out of the database. To be called in a transaction.
 *
 * <p>INVARIANT: a batch is closed only when its archive is complete, and rows go only after that.
 */
@Singleton
public class Archives {
  private final Database database;

  @Inject
  Archives(Database database) {
    this.database = database;
  }

  /**
   * What became of an ended batch.
   *
   * @param archived when its workunits left the database; empty while they are here
   * @param retired when its owner deleted it
   */
  public record Fate(Optional<Instant> archived, Optional<Instant> retired) {}

  /**
   * Ended batches whose files are gone and whose rows may follow.
   *
   * @param endedBefore for those whose owner did not delete them
   */
  public List<Long> due(int limit, Instant endedBefore, Instant now) {
    return ids(
        em().createNativeQuery(
                "SELECT id FROM batch WHERE rows_gone = FALSE AND ended IS NOT NULL"
                    + " AND archived IS NULL"
                    + " AND parts_gone = TRUE AND inputs_gone = TRUE"
                    + " AND (retired IS NOT NULL OR ended <= ?)"
                    + " AND (archive_after IS NULL OR archive_after <= ?) AND NOT EXISTS"
                    + " (SELECT 1 FROM result WHERE result.batch_id = batch.id"
                    + " AND file_delete_state <> ?) ORDER BY id")
            .setParameter(1, endedBefore.toEpochMilli())
            .setParameter(2, now.toEpochMilli())
            .setParameter(3, FileDeleteState.DONE.ordinal())
            .setMaxResults(limit));
  }

  /** A number that moves with every change of a batch's workunits, reports of results included. */
  public long stamp(long batch) {
    return number(
        em().createNativeQuery("SELECT COALESCE(SUM(version), 0) FROM workunit WHERE batch_id = ?")
            .setParameter(1, batch));
  }

  /**
   * Closes a batch whose archive was written, and keeps its counts; false when it was closed before
   * or has changed since.
   *
   * @param stamp as it was before the archive was written
   * @param progress where its workunits stand
   */
  public boolean close(long batch, long stamp, Progress progress, Instant now) {
    em().find(BatchRow.class, batch, LockModeType.PESSIMISTIC_WRITE);
    return stamp(batch) == stamp
        && em().createNativeQuery(
                    "UPDATE batch SET archived = ?, done_count = ?, failed_count = ?,"
                        + " cancelled_count = ? WHERE id = ? AND archived IS NULL")
                .setParameter(1, now.toEpochMilli())
                .setParameter(2, progress.count(Progress.Phase.DONE))
                .setParameter(3, progress.count(Progress.Phase.FAILED))
                .setParameter(4, progress.count(Progress.Phase.CANCELLED))
                .setParameter(5, batch)
                .executeUpdate()
            == 1;
  }

  /** Batches whose archive is complete and whose rows are still here. */
  public List<Long> withRows(int limit) {
    return ids(
        em().createNativeQuery(
                "SELECT id FROM batch WHERE rows_gone = FALSE AND ended IS NOT NULL"
                    + " AND archived IS NOT NULL ORDER BY id")
            .setMaxResults(limit));
  }

  /**
   * Notes that nothing of a batch is left to go; one that was deleted may have its output still.
   */
  public void rowsGone(long batch) {
    em().createNativeQuery(
            "UPDATE batch SET rows_gone = TRUE WHERE id = ?"
                + " AND (retired IS NULL OR output_sha256 IS NULL)")
        .setParameter(1, batch)
        .executeUpdate();
  }

  /**
   * Notes that the owner of an ended or cancelled batch deleted it; false when that is so already.
   */
  public boolean retire(long batch, Instant now) {
    // Its rows in the table of answers are still to go, even when its workunits went long ago.
    return em().createNativeQuery(
                "UPDATE batch SET retired = ?, rows_gone = FALSE"
                    + " WHERE id = ? AND retired IS NULL"
                    + " AND (ended IS NOT NULL OR cancelled = TRUE)")
            .setParameter(1, now.toEpochMilli())
            .setParameter(2, batch)
            .executeUpdate()
        == 1;
  }

  /** Deleted batches whose output is still kept. */
  public List<Long> withNeedlessOutput(int limit, Instant now) {
    return ids(
        em().createNativeQuery(
                "SELECT id FROM batch WHERE rows_gone = FALSE AND retired IS NOT NULL"
                    + " AND output_sha256 IS NOT NULL"
                    + " AND (delete_after IS NULL OR delete_after <= ?) ORDER BY id")
            .setParameter(1, now.toEpochMilli())
            .setMaxResults(limit));
  }

  /** Forgets a batch's output. */
  public void dropOutput(long batch) {
    em().createNativeQuery(
            "UPDATE batch SET output_sha256 = NULL, output_bytes = NULL WHERE id = ?")
        .setParameter(1, batch)
        .executeUpdate();
  }

  /** What became of a batch. */
  public Fate fate(long batch) {
    List<?> rows =
        em().createNativeQuery("SELECT archived, retired FROM batch WHERE id = ?")
            .setParameter(1, batch)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new Fate(time(row[0]), time(row[1])))
        .findFirst()
        .orElse(new Fate(Optional.empty(), Optional.empty()));
  }

  /** Where the workunits of batches stood when they left; others are left out. */
  Map<Long, Progress> progress(Collection<Long> batches) {
    if (batches.isEmpty()) {
      return Map.of();
    }
    return em().createQuery(
            "SELECT b FROM BatchRow b WHERE b.id IN :ids AND b.archived IS NOT NULL",
            BatchRow.class)
        .setParameter("ids", batches)
        .getResultStream()
        .collect(Collectors.toMap(row -> row.id, BatchRow::archivedProgress));
  }

  private static Optional<Instant> time(Object millis) {
    return Optional.ofNullable((Number) millis).map(Number::longValue).map(Instant::ofEpochMilli);
  }

  private static List<Long> ids(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Number.class::cast).map(Number::longValue).toList();
  }

  private static long number(Query query) {
    return ((Number) query.getSingleResult()).longValue();
  }

  private EntityManager em() {
    return database.em();
  }
}
