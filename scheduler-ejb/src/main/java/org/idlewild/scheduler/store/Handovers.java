package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Slice;
import org.idlewild.work.StoredFile;

/**
 * What becomes of workunits once they have an answer: they are handed over, their parts make the
 * batch's output, their inputs go. A batch counts down what is left. To be called in a transaction.
 */
@Singleton
public class Handovers {
  private final Database database;

  @Inject
  Handovers(Database database) {
    this.database = database;
  }

  /** Hands a workunit over, once: false when somebody did so before. */
  public boolean assimilated(long workunit, Optional<StoredFile> part, Instant now) {
    int first =
        em().createNativeQuery(
                "UPDATE workunit SET assimilate_state = ?, assimilated = ?, part_sha256 = ?,"
                    + " part_bytes = ?, transition_time = ?, version = version + 1"
                    + " WHERE id = ? AND assimilate_state = ?")
            .setParameter(1, AssimilateState.DONE.ordinal())
            .setParameter(2, now.toEpochMilli())
            .setParameter(3, part.map(StoredFile::sha256).orElse(null))
            .setParameter(4, part.map(StoredFile::bytes).orElse(null))
            .setParameter(5, now.toEpochMilli())
            .setParameter(6, workunit)
            .setParameter(7, AssimilateState.READY.ordinal())
            .executeUpdate();
    if (first == 1) {
      em().createNativeQuery(
              "UPDATE batch SET units_left = units_left - 1"
                  + " WHERE id = (SELECT batch_id FROM workunit WHERE id = ?)")
          .setParameter(1, workunit)
          .executeUpdate();
      keepOutputs(workunit);
    }
    return first == 1;
  }

  /** Those of batches whose submitters fetch each answer for itself. */
  private void keepOutputs(long workunit) {
    database.run(
        "INSERT INTO kept_output (workunit_id, name, batch_id, sha256, bytes)"
            + " SELECT w.id, o.name, w.batch_id, o.sha256, o.bytes"
            + " FROM workunit w, remote_batch b, result_output o WHERE w.id = ?"
            + " AND b.batch_id = w.batch_id AND o.result_id = w.canonical_result_id",
        workunit);
  }

  /** Batches of which single outputs are kept although they are deleted or in the archive. */
  public List<Long> withNeedlessOutputs(int limit) {
    List<?> rows =
        em().createNativeQuery(
                "SELECT DISTINCT k.batch_id FROM kept_output k, batch b WHERE b.id = k.batch_id"
                    + " AND (b.retired IS NOT NULL OR b.archived IS NOT NULL) ORDER BY k.batch_id")
            .setMaxResults(limit)
            .getResultList();
    return rows.stream().map(id -> ((Number) id).longValue()).toList();
  }

  /** Forgets the single outputs of a batch's answers, and says which contents they were. */
  public List<String> dropOutputs(long batch) {
    List<?> rows =
        database
            .query("SELECT DISTINCT sha256 FROM kept_output WHERE batch_id = ?", batch)
            .getResultList();
    database.run("DELETE FROM kept_output WHERE batch_id = ?", batch);
    return rows.stream().map(String.class::cast).toList();
  }

  /** The single outputs of a workunit's answer. */
  public List<NamedFile> outputs(long workunit) {
    List<?> rows =
        database
            .query("SELECT name, sha256, bytes FROM kept_output WHERE workunit_id = ?", workunit)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(
            row ->
                new NamedFile(
                    (String) row[0],
                    new StoredFile((String) row[1], ((Number) row[2]).longValue())))
        .toList();
  }

  /** The parts of a batch's output from a position on, in order. */
  public List<Part> parts(long batch, int from, int limit) {
    return em().createQuery(
            "SELECT w.position, w.partSha256, w.partBytes, w.id FROM WorkunitRow w"
                + " WHERE w.batchId = :batch AND w.position >= :from AND w.partSha256 IS NOT NULL"
                + " ORDER BY w.position",
            Object[].class)
        .setParameter("batch", batch)
        .setParameter("from", from)
        .setMaxResults(limit)
        .getResultStream()
        .map(
            row ->
                new Part(
                    (Long) row[3],
                    (Integer) row[0],
                    new StoredFile((String) row[1], (Long) row[2])))
        .toList();
  }

  /** A workunit's part of the batch's output. */
  public record Part(long workunit, int position, StoredFile content) {}

  public void dropPart(long workunit) {
    em().createNativeQuery(
            "UPDATE workunit SET part_sha256 = NULL, part_bytes = NULL, version = version + 1"
                + " WHERE id = ?")
        .setParameter(1, workunit)
        .executeUpdate();
  }

  /** Workunits whose inputs may go. */
  public List<Long> toDelete(Slice slice, int limit) {
    return em().createQuery(
            "SELECT w.id FROM WorkunitRow w WHERE w.fileDeleteState = :ready"
                + " AND MOD(w.id, :count) = :index ORDER BY w.id",
            Long.class)
        .setParameter("ready", FileDeleteState.READY)
        .setParameter("count", slice.count())
        .setParameter("index", slice.index())
        .setMaxResults(limit)
        .getResultList();
  }

  /** Notes that some workunits need their inputs no more. */
  public void inputsDeleted(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return;
    }
    List<Long> batches =
        em().createQuery(
                "SELECT DISTINCT w.batchId FROM WorkunitRow w WHERE w.id IN :ids"
                    + " ORDER BY w.batchId",
                Long.class)
            .setParameter("ids", workunits)
            .getResultList();
    batches.forEach(batch -> inputsDeleted(batch, workunits));
  }

  private void inputsDeleted(long batch, Collection<Long> workunits) {
    int fewer =
        em().createQuery(
                "UPDATE WorkunitRow w SET w.fileDeleteState = :done, w.version = w.version + 1"
                    + " WHERE w.id IN :ids AND w.batchId = :batch AND w.fileDeleteState = :ready")
            .setParameter("done", FileDeleteState.DONE)
            .setParameter("ready", FileDeleteState.READY)
            .setParameter("batch", batch)
            .setParameter("ids", workunits)
            .executeUpdate();
    em().createNativeQuery("UPDATE batch SET inputs_left = inputs_left - ? WHERE id = ?")
        .setParameter(1, fewer)
        .setParameter(2, batch)
        .executeUpdate();
  }

  private EntityManager em() {
    return database.em();
  }
}
