package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ValidateState;

/** Reads and deletes the rows of batches that leave the database. To be called in a transaction. */
@Singleton
public class ArchivedRows {
  private final Database database;

  @Inject
  ArchivedRows(Database database) {
    this.database = database;
  }

  /** A result and all that is known of it; a stderr of none is empty. */
  public record Known(
      Result result,
      Optional<Long> account,
      Optional<Integer> exitStatus,
      String message,
      String sandbox,
      double cpuSeconds,
      double elapsedSeconds,
      long peakMemoryBytes,
      Optional<Instant> sent,
      Optional<Instant> received,
      String stderr) {}

  /** The results of some workunits, in the order of their ids. */
  public Map<Long, List<Known>> results(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return Map.of();
    }
    List<ResultRow> rows =
        em().createQuery(
                "SELECT r FROM ResultRow r WHERE r.workunitId IN :ids ORDER BY r.id",
                ResultRow.class)
            .setParameter("ids", workunits)
            .getResultList();
    Map<Long, String> stderr = stderr(rows.stream().map(row -> row.id).toList());
    return rows.stream()
        .map(row -> known(row, stderr.getOrDefault(row.id, "")))
        .collect(Collectors.groupingBy(known -> known.result().workunit()));
  }

  private Map<Long, String> stderr(List<Long> results) {
    if (results.isEmpty()) {
      return Map.of();
    }
    List<?> rows =
        among("SELECT result_id, content FROM result_stderr WHERE result_id", results)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .collect(
            Collectors.toMap(row -> ((Number) row[0]).longValue(), row -> String.valueOf(row[1])));
  }

  /**
   * Deletes some of a batch's workunits with their results, and adds what those were to their
   * hosts' standing.
   *
   * @return how many workunits
   */
  public int drop(long batch, int limit) {
    List<Long> workunits =
        em().createQuery(
                "SELECT w.id FROM WorkunitRow w WHERE w.batchId = :batch ORDER BY w.position",
                Long.class)
            .setParameter("batch", batch)
            .setMaxResults(limit)
            .getResultList();
    if (workunits.isEmpty()) {
      return 0;
    }
    List<Long> results =
        em().createQuery(
                "SELECT r.id FROM ResultRow r WHERE r.workunitId IN :ids ORDER BY r.id", Long.class)
            .setParameter("ids", workunits)
            .getResultList();
    if (!results.isEmpty()) {
      addToStandings(results);
      among("DELETE FROM result_stderr WHERE result_id", results).executeUpdate();
      among("DELETE FROM trickle WHERE result_id", results).executeUpdate();
      among("DELETE FROM result_output WHERE result_id", results).executeUpdate();
      among("DELETE FROM waiting_file WHERE result_id", results).executeUpdate();
      among("DELETE FROM result_checkpoint WHERE result_id", results).executeUpdate();
      among("DELETE FROM result WHERE id", results).executeUpdate();
    }
    among("DELETE FROM remote_job WHERE workunit_id", workunits).executeUpdate();
    among("DELETE FROM workunit WHERE id", workunits).executeUpdate();
    return workunits.size();
  }

  /** In the order of the hosts, so that two batches that go at once wait for each other. */
  private void addToStandings(List<Long> results) {
    String sum = "SUM(CASE WHEN %s THEN 1 ELSE 0 END)";
    List<?> rows =
        among(
                "SELECT host_id, "
                    + String.join(
                        ", ",
                        sum.formatted("validate_state = " + ValidateState.VALID.ordinal()),
                        sum.formatted(
                            "validate_state = "
                                + ValidateState.INVALID.ordinal()
                                + " AND outcome = "
                                + Outcome.SUCCESS.ordinal()),
                        sum.formatted("outcome = " + Outcome.CLIENT_ERROR.ordinal()))
                    + " FROM result WHERE id",
                results,
                " AND host_id IS NOT NULL GROUP BY host_id ORDER BY host_id")
            .getResultList();
    for (Object row : rows) {
      Object[] sums = (Object[]) row;
      em().createNativeQuery(
              "UPDATE host SET archived_valid = archived_valid + ?,"
                  + " archived_invalid = archived_invalid + ?,"
                  + " archived_errors = archived_errors + ? WHERE id = ?")
          .setParameter(1, sums[1])
          .setParameter(2, sums[2])
          .setParameter(3, sums[3])
          .setParameter(4, sums[0])
          .executeUpdate();
    }
  }

  private Query among(String begin, List<Long> ids) {
    return among(begin, ids, "");
  }

  private Query among(String begin, List<Long> ids, String end) {
    String places = String.join(", ", Collections.nCopies(ids.size(), "?"));
    return database.query(begin + " IN (" + places + ")" + end, ids.toArray());
  }

  private static Known known(ResultRow row, String stderr) {
    return new Known(
        row.result(),
        Optional.ofNullable(row.accountId),
        Optional.ofNullable(row.exitStatus),
        row.message,
        row.sandbox,
        row.cpuSeconds,
        row.elapsedSeconds,
        row.peakMemoryBytes,
        Optional.ofNullable(row.sent).map(Instant::ofEpochMilli),
        Optional.ofNullable(row.received).map(Instant::ofEpochMilli),
        stderr);
  }

  private EntityManager em() {
    return database.em();
  }
}
