package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Batch;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Progress;
import org.idlewild.work.StoredFile;

/** Batches and how far they are. To be called in a transaction. */
@Singleton
public class StoredBatches {
  /** So many batches' inputs are remembered. */
  private static final int BATCHES = 1000;

  private final Database database;
  private final Archives archives;
  private final GivenUpBatches givenUp;
  private final Map<Long, Long> versions = new ConcurrentHashMap<>();
  private final Map<Long, List<NamedFile>> inputs = Remembered.atMost(BATCHES);

  @Inject
  StoredBatches(Database database, Archives archives, GivenUpBatches givenUp) {
    this.database = database;
    this.archives = archives;
    this.givenUp = givenUp;
  }

  /** A batch that was submitted with a key, and the hash of that request. */
  public record Keyed(long batch, String requestSha256) {}

  public void add(Batch batch, Optional<String> key, Optional<String> requestSha256) {
    BatchRow row = BatchRow.of(batch);
    row.idempotencyKey = key.orElse(null);
    row.requestSha256 = requestSha256.orElse(null);
    em().persist(row);
  }

  public Optional<Keyed> withKey(long account, String key) {
    return em().createQuery(
            "SELECT b FROM BatchRow b WHERE b.accountId = :account AND b.idempotencyKey = :key",
            BatchRow.class)
        .setParameter("account", account)
        .setParameter("key", key)
        .getResultStream()
        .findFirst()
        .map(row -> new Keyed(row.id, row.requestSha256));
  }

  public Optional<Batch> withId(long id) {
    return Optional.ofNullable(em().find(BatchRow.class, id)).map(BatchRow::batch);
  }

  /**
   * Batches that their owners did not delete, newest first, older than {@code before} unless that
   * is 0.
   */
  public List<Batch> page(Optional<Long> account, long before, int limit) {
    return em().createQuery(
            "SELECT b FROM BatchRow b WHERE b.id < :before"
                + " AND (:all = TRUE OR b.accountId = :account) AND b.retired IS NULL"
                + " ORDER BY b.id DESC",
            BatchRow.class)
        .setParameter("before", before == 0 ? Long.MAX_VALUE : before)
        .setParameter("all", account.isEmpty())
        .setParameter("account", account.orElse(0L))
        .setMaxResults(limit)
        .getResultStream()
        .map(BatchRow::batch)
        .toList();
  }

  /** The inputs of a batch that has not ended; they never change before that. */
  public List<NamedFile> inputsOf(long batch) {
    List<NamedFile> known = inputs.get(batch);
    if (known != null) {
      return known;
    }
    Batch read = withId(batch).orElseThrow();
    if (read.ended().isEmpty()) {
      inputs.put(batch, read.inputs());
    }
    return read.inputs();
  }

  /** The application version that a batch's workunits run; it never changes. */
  public long versionOf(long batch) {
    return versions.computeIfAbsent(batch, key -> em().find(BatchRow.class, key).appVersionId);
  }

  /**
   * Gives a batch up: every workunit without an answer is cancelled and due at once; of many
   * workunits that is done some at a time later, see {@link GivenUpBatches}.
   *
   * @return whether there was something to give up
   */
  public boolean cancel(long id, Instant now) {
    if (!givenUp.mark(id)) {
      return false;
    }
    Faults.at(Point.CANCEL_MARKED);
    givenUp.follow(id, now);
    return true;
  }

  /** Batches whose workunits are all here and handed over and that have not ended yet. */
  public List<Long> finished(int limit, Instant now) {
    return em().createQuery(
            "SELECT b.id FROM BatchRow b WHERE b.ended IS NULL AND b.unitsLeft <= 0"
                + " AND b.arriving IS NULL AND b.giveUpFrom IS NULL"
                + " AND (b.endAfter IS NULL OR b.endAfter <= :now) ORDER BY b.id",
            Long.class)
        .setParameter("now", now.toEpochMilli())
        .setMaxResults(limit)
        .getResultList();
  }

  /** Ends a batch once; false when another node came first. */
  public boolean end(long id, Optional<StoredFile> output, Instant now) {
    return em().createNativeQuery(
                "UPDATE batch SET ended = ?, output_sha256 = ?, output_bytes = ?"
                    + " WHERE id = ? AND ended IS NULL")
            .setParameter(1, now.toEpochMilli())
            .setParameter(2, output.map(StoredFile::sha256).orElse(null))
            .setParameter(3, output.map(StoredFile::bytes).orElse(null))
            .setParameter(4, id)
            .executeUpdate()
        == 1;
  }

  /** Ended batches whose workunits' parts of the output are still kept. */
  public List<Long> withParts(int limit, Instant now) {
    return em().createQuery(
            "SELECT b.id FROM BatchRow b WHERE b.ended IS NOT NULL AND b.partsGone = FALSE"
                + " AND (b.deleteAfter IS NULL OR b.deleteAfter <= :now) ORDER BY b.id",
            Long.class)
        .setParameter("now", now.toEpochMilli())
        .setMaxResults(limit)
        .getResultList();
  }

  public void partsGone(long id) {
    em().find(BatchRow.class, id).dropParts();
  }

  /** Ended batches whose inputs are still kept although no workunit needs them. */
  public List<Long> withNeedlessInputs(int limit, Instant now) {
    return em().createQuery(
            "SELECT b.id FROM BatchRow b WHERE b.ended IS NOT NULL AND b.inputsGone = FALSE"
                + " AND b.inputsLeft <= 0"
                + " AND (b.deleteAfter IS NULL OR b.deleteAfter <= :now) ORDER BY b.id",
            Long.class)
        .setParameter("now", now.toEpochMilli())
        .setMaxResults(limit)
        .getResultList();
  }

  /** Forgets a batch's inputs and says which they were. */
  public List<StoredFile> dropInputs(long id) {
    return em().find(BatchRow.class, id).dropInputs();
  }

  /**
   * How far some batches are; one statement, so that the counts belong together. Of those whose
   * workunits left the database, what was kept.
   */
  public Map<Long, Progress> progress(Collection<Long> ids) {
    Map<Long, Map<Progress.Phase, Long>> counts = new HashMap<>();
    ids.forEach(id -> counts.put(id, new EnumMap<>(Progress.Phase.class)));
    if (!ids.isEmpty()) {
      phases(ids).forEach(row -> add(counts, row));
    }
    Map<Long, Progress> progress = new HashMap<>();
    counts.forEach((id, phases) -> progress.put(id, new Progress(phases)));
    // Asked for last: rows that were counted above may be on their way out.
    progress.putAll(archives.progress(ids));
    return progress;
  }

  private List<Object[]> phases(Collection<Long> ids) {
    return em().createQuery(
            "SELECT w.batchId, w.cancelled, w.errors, w.assimilateState,"
                + " CASE WHEN w.canonicalResultId IS NULL THEN 0 ELSE 1 END,"
                + " w.needValidate, w.inProgress, CASE WHEN w.paused = TRUE OR w.hold IS NOT NULL"
                + " THEN 1 ELSE 0 END, COUNT(w.id) FROM WorkunitRow w"
                + " WHERE w.batchId IN :ids GROUP BY w.batchId, w.cancelled, w.errors,"
                + " w.assimilateState, CASE WHEN w.canonicalResultId IS NULL THEN 0 ELSE 1 END,"
                + " w.needValidate, w.inProgress,"
                + " CASE WHEN w.paused = TRUE OR w.hold IS NOT NULL THEN 1 ELSE 0 END",
            Object[].class)
        .setParameter("ids", ids)
        .getResultList();
  }

  private static void add(Map<Long, Map<Progress.Phase, Long>> counts, Object[] row) {
    Progress.Phase phase =
        Progress.phase(
            (Boolean) row[1],
            ((Number) row[2]).intValue() != 0,
            (AssimilateState) row[3],
            ((Number) row[4]).intValue() != 0,
            (Boolean) row[5],
            (Boolean) row[6],
            ((Number) row[7]).intValue() != 0);
    counts.get((Long) row[0]).merge(phase, ((Number) row[8]).longValue(), Long::sum);
  }

  private EntityManager em() {
    return database.em();
  }
}
