package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.idlewild.work.NamedFile;
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

  /** Counts answers that were handed over in this transaction, by the batches of workunits. */
  public void assimilated(Map<Long, List<Long>> batches) {
    count("units_left", batches.entrySet(), each -> each.getKey(), each -> each.getValue().size());
    if (!batches.isEmpty()) {
      remote(batches.keySet()).forEach(batch -> keepOutputs(batches.get(batch)));
    }
  }

  /** Counts workunits that need their inputs no more; each names its batch. */
  public void releaseInputs(List<Long> batches) {
    Map<Long, Long> counts =
        batches.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    count("inputs_left", counts.entrySet(), each -> each.getKey(), each -> each.getValue());
  }

  /** In one order, so that two nodes never wait for each other. */
  private <T> void count(
      String column, Collection<T> batches, ToLongFunction<T> id, ToLongFunction<T> fewer) {
    batches.stream()
        .sorted(Comparator.comparingLong(id))
        .forEach(
            each ->
                sql.run(
                    "UPDATE batch SET %1$s = %1$s - ? WHERE id = ?".formatted(column),
                    List.of(fewer.applyAsLong(each), id.applyAsLong(each))));
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

  private EntityManager em() {
    return database.em();
  }
}
