package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.work.Batch;

/**
 * Batches whose workunits come line by line. Whoever adds some says what was there before, so that
 * of two who do only one succeeds. To be called in a transaction.
 */
@Singleton
public class ArrivingBatches {
  private final Database database;

  @Inject
  ArrivingBatches(Database database) {
    this.database = database;
  }

  /**
   * How far a batch has arrived.
   *
   * @param lines how many lines of workunits were taken
   * @param chain the hash of the last of them and those before it; empty before the first
   * @param total how many workunits they made
   * @param open whether more may come
   * @param cancelled whether it was given up
   * @param paused whether they come to rest
   */
  public record Arrived(
      long batch,
      int lines,
      String chain,
      int total,
      boolean open,
      boolean cancelled,
      boolean paused) {}

  /** Adds a batch without workunits to which some are to come. */
  public Arrived begin(Batch batch, Optional<String> key, String requestSha256, Instant now) {
    BatchRow row = BatchRow.of(batch);
    row.idempotencyKey = key.orElse(null);
    row.requestSha256 = requestSha256;
    row.arriving = now.toEpochMilli();
    em().persist(row);
    em().flush();
    return new Arrived(batch.id(), 0, "", 0, true, false, false);
  }

  /** How far a batch is. */
  public Arrived of(long batch) {
    // Read past what this transaction knows of it: statements changed the row.
    Object[] row =
        (Object[])
            database
                .query(
                    "SELECT arrived_lines, arrived_sha256, total, arriving, cancelled, paused"
                        + " FROM batch WHERE id = ?",
                    batch)
                .getSingleResult();
    boolean open = row[3] != null && !truth(row[4]);
    return new Arrived(
        batch,
        number(row[0]),
        row[1] == null ? "" : (String) row[1],
        number(row[2]),
        open,
        truth(row[4]),
        truth(row[5]));
  }

  /**
   * Notes that lines came and the workunits that they made.
   *
   * @param before what was known when the workunits were written
   * @throws OptimisticLockException when it is no longer so, which undoes the transaction
   */
  public Arrived add(Arrived before, int lines, String chain, int workunits, Instant now) {
    int written =
        database.run(
            "UPDATE batch SET total = total + ?, units_left = units_left + ?,"
                + " inputs_left = inputs_left + ?, arrived_lines = ?, arrived_sha256 = ?,"
                + " arriving = ? WHERE id = ? AND arrived_lines = ? AND arriving IS NOT NULL"
                + " AND paused = ?",
            workunits,
            workunits,
            workunits,
            lines,
            chain,
            now.toEpochMilli(),
            before.batch(),
            before.lines(),
            before.paused());
    if (written == 0) {
      throw new OptimisticLockException("somebody else changed batch " + before.batch());
    }
    return new Arrived(
        before.batch(), lines, chain, before.total() + workunits, true, false, before.paused());
  }

  /** Notes that nothing more comes; false when more came meanwhile, or the batch was given up. */
  public boolean complete(long batch, int lines) {
    return database.run(
            "UPDATE batch SET arriving = NULL"
                + " WHERE id = ? AND arrived_lines = ? AND arriving IS NOT NULL",
            batch,
            lines)
        == 1;
  }

  /** How many of an account's batches are to get more. */
  public int open(long account) {
    return number(
        database
            .query(
                "SELECT COUNT(*) FROM batch WHERE arriving IS NOT NULL AND account_id = ?", account)
            .getSingleResult());
  }

  /** Batches that are to get more and got nothing for long, the longest first. */
  public List<Long> silent(int limit, Instant since) {
    List<?> rows =
        database
            .query(
                "SELECT id FROM batch WHERE arriving < ? ORDER BY arriving", since.toEpochMilli())
            .setMaxResults(limit)
            .getResultList();
    return rows.stream().map(id -> ((Number) id).longValue()).toList();
  }

  /** Those of some batches that are to get more. */
  public List<Long> among(List<Long> batches) {
    return batches.isEmpty()
        ? List.of()
        : em().createQuery(
                "SELECT b.id FROM BatchRow b WHERE b.id IN :ids AND b.arriving IS NOT NULL",
                Long.class)
            .setParameter("ids", batches)
            .getResultList();
  }

  private static int number(Object value) {
    return ((Number) value).intValue();
  }

  /** Some drivers read a boolean column as a number. */
  private static boolean truth(Object value) {
    return value instanceof Number number ? number.intValue() != 0 : (Boolean) value;
  }

  private EntityManager em() {
    return database.em();
  }
}
