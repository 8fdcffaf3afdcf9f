package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Outcome;
import org.idlewild.work.Slice;

/** Batches whose last workunits are under way. To be called in a transaction. */
@Singleton
public class BatchTails {
  private final Database database;

  @Inject
  BatchTails(Database database) {
    this.database = database;
  }

  /**
   * A batch that is all here and has not ended.
   *
   * @param version what its workunits run
   * @param left how many of its workunits are not handed over
   * @param total all of them
   * @param watched whether somebody looks at it already
   */
  public record Open(long batch, long version, int left, int total, boolean watched) {}

  /** Those of some batches that are all here and have not ended. */
  public List<Open> open(Collection<Long> batches) {
    if (batches.isEmpty()) {
      return List.of();
    }
    return em().createQuery(
            "SELECT b FROM BatchRow b WHERE b.id IN :ids AND b.ended IS NULL"
                + " AND b.arriving IS NULL",
            BatchRow.class)
        .setParameter("ids", batches)
        .getResultStream()
        .map(b -> new Open(b.id, b.appVersionId, b.unitsLeft, b.total, b.tailLook != null))
        .toList();
  }

  /** Batches that somebody must look at, longest due first. */
  public List<Long> due(Slice slice, int limit, Instant now) {
    return em().createQuery(
            "SELECT b.id FROM BatchRow b WHERE b.tailLook <= :now"
                + " AND MOD(b.id, :count) = :index ORDER BY b.tailLook",
            Long.class)
        .setParameter("now", now.toEpochMilli())
        .setParameter("count", slice.count())
        .setParameter("index", slice.index())
        .setMaxResults(limit)
        .getResultList();
  }

  /** Says when somebody must look at a batch next; empty for never. */
  public void look(long batch, Optional<Instant> when) {
    em().createNativeQuery("UPDATE batch SET tail_look = ? WHERE id = ?")
        .setParameter(1, when.map(Instant::toEpochMilli).orElse(null))
        .setParameter(2, batch)
        .executeUpdate();
  }

  /**
   * The workunits of a batch that are not handed over, but for those that are meant for somebody.
   *
   * <p>INVARIANT: a batch's workunits get their ids in the order of their positions. So they lie
   * between its first and its last, and the index of what is not handed over leads there without a
   * walk through all that is.
   */
  public List<Long> unitsLeft(Open batch, int limit) {
    List<Long> ends =
        em().createQuery(
                "SELECT w.id FROM WorkunitRow w WHERE w.batchId = :batch"
                    + " AND w.position IN (0, :last) ORDER BY w.id",
                Long.class)
            .setParameter("batch", batch.batch())
            .setParameter("last", batch.total() - 1)
            .getResultList();
    if (ends.isEmpty()) {
      return List.of();
    }
    return em().createQuery(
            "SELECT w.id FROM WorkunitRow w WHERE w.assimilateState = :open"
                + " AND w.id BETWEEN :first AND :last AND w.batchId = :batch AND w.queue > 0"
                + " ORDER BY w.id",
            Long.class)
        .setParameter("open", AssimilateState.INIT)
        .setParameter("first", ends.get(0))
        .setParameter("last", ends.get(ends.size() - 1))
        .setParameter("batch", batch.batch())
        .setMaxResults(limit)
        .getResultList();
  }

  /** How long the last successes of a batch took from sent to reported. */
  public List<Duration> turnarounds(long batch, int limit) {
    return em().createQuery(
            "SELECT r.sent, r.received FROM ResultRow r WHERE r.batchId = :batch"
                + " AND r.outcome = :success AND r.received IS NOT NULL ORDER BY r.id DESC",
            Object[].class)
        .setParameter("batch", batch)
        .setParameter("success", Outcome.SUCCESS)
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> Duration.ofMillis((Long) row[1] - (Long) row[0]))
        .toList();
  }

  private EntityManager em() {
    return database.em();
  }
}
