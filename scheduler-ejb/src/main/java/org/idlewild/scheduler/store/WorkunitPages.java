package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.idlewild.work.Rest;
import org.idlewild.work.Terms;
import org.idlewild.work.Workunit;

/** Workunits for readers. To be called in a transaction. */
@Singleton
public class WorkunitPages {
  private final Database database;

  @Inject
  WorkunitPages(Database database) {
    this.database = database;
  }

  /** A workunit for a reader. */
  public record Entry(
      Workunits.Task task, Workunit workunit, Rest rest, Terms terms, int results) {}

  /** A batch's workunits in their order, from a position on. */
  public List<Entry> page(long batch, int from, int limit) {
    List<WorkunitRow> rows =
        em().createQuery(
                "SELECT w FROM WorkunitRow w WHERE w.batchId = :batch AND w.position >= :from"
                    + " ORDER BY w.position",
                WorkunitRow.class)
            .setParameter("batch", batch)
            .setParameter("from", from)
            .setMaxResults(limit)
            .getResultList();
    Map<Long, Integer> results = resultCounts(rows.stream().map(row -> row.id).toList());
    return rows.stream().map(row -> entry(row, results)).toList();
  }

  /** One workunit. */
  public Optional<Entry> withId(long id) {
    return Optional.ofNullable(em().find(WorkunitRow.class, id))
        .map(row -> entry(row, resultCounts(List.of(id))));
  }

  private static Entry entry(WorkunitRow row, Map<Long, Integer> results) {
    return new Entry(
        Workunits.task(row),
        row.workunit(),
        row.rest(),
        row.terms(),
        results.getOrDefault(row.id, 0));
  }

  private Map<Long, Integer> resultCounts(List<Long> workunits) {
    if (workunits.isEmpty()) {
      return Map.of();
    }
    return em().createQuery(
            "SELECT r.workunitId, COUNT(r.id) FROM ResultRow r WHERE r.workunitId IN :ids"
                + " GROUP BY r.workunitId",
            Object[].class)
        .setParameter("ids", workunits)
        .getResultStream()
        .collect(Collectors.toMap(row -> (Long) row[0], row -> ((Number) row[1]).intValue()));
  }

  private EntityManager em() {
    return database.em();
  }
}
