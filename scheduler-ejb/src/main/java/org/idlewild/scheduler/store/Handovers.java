package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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
  private final Sql sql;

  @Inject
  Handovers(Database database, Sql sql) {
    this.database = database;
    this.sql = sql;
  }

  /**
   * An answer that an assimilator took.
   *
   * @param batch whose workunit it is of
   * @param part what it made of it for the batch's output; empty for nothing
   */
  public record Answer(long workunit, long batch, Optional<StoredFile> part) {}

  /** Those of some workunits whose answers are still to be handed over; others did some before. */
  public Set<Long> ready(Collection<Long> workunits) {
    List<Object> values = new ArrayList<>(new TreeSet<>(workunits));
    values.add(AssimilateState.READY.ordinal());
    return Set.copyOf(
        sql.list(
            "SELECT id FROM workunit WHERE id IN "
                + Sql.places(values.size() - 1)
                + " AND assimilate_state = ? ORDER BY id FOR UPDATE",
            values,
            row -> row.getLong(1)));
  }

  /** Hands answers over that are ready and held. */
  public void assimilated(List<Answer> answers, Instant now) {
    if (answers.isEmpty()) {
      return;
    }
    List<Long> ids = answers.stream().map(Answer::workunit).toList();
    RowUpdate.of("workunit", ids)
        .set("assimilate_state", AssimilateState.DONE.ordinal())
        .set("assimilated", now.toEpochMilli())
        .setEach("part_sha256", parts(answers, StoredFile::sha256))
        .setEach("part_bytes", parts(answers, StoredFile::bytes))
        .set("transition_time", now.toEpochMilli())
        .setting("version = version + 1")
        .run(sql);
    Map<Long, List<Long>> batches =
        answers.stream()
            .collect(
                Collectors.groupingBy(
                    Answer::batch,
                    TreeMap::new,
                    Collectors.mapping(Answer::workunit, Collectors.toList())));
    batches.forEach(
        (batch, workunits) ->
            sql.run(
                "UPDATE batch SET units_left = units_left - ? WHERE id = ?",
                List.of(workunits.size(), batch)));
    remote(batches.keySet()).forEach(batch -> keepOutputs(batches.get(batch)));
  }

  private static <T> List<T> parts(List<Answer> answers, Function<StoredFile, T> value) {
    return answers.stream().map(answer -> answer.part().map(value).orElse(null)).toList();
  }

  private List<Long> remote(Collection<Long> batches) {
    return sql.list(
        "SELECT batch_id FROM remote_batch WHERE batch_id IN " + Sql.places(batches.size()),
        batches,
        row -> row.getLong(1));
  }

  /** Those of batches whose submitters fetch each answer for itself. */
  private void keepOutputs(List<Long> workunits) {
    sql.run(
        "INSERT INTO kept_output (workunit_id, name, batch_id, sha256, bytes)"
            + " SELECT w.id, o.name, w.batch_id, o.sha256, o.bytes"
            + " FROM workunit w, result_output o WHERE w.id IN "
            + Sql.places(workunits.size())
            + " AND o.result_id = w.canonical_result_id",
        workunits);
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
