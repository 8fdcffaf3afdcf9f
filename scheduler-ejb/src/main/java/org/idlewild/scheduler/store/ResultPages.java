package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** Results for readers. To be called in a transaction. */
@Singleton
public class ResultPages {
  private final Database database;

  @Inject
  ResultPages(Database database) {
    this.database = database;
  }

  /** A result for a reader. */
  public record Entry(
      Results.Placed placed,
      Optional<Integer> exitStatus,
      String message,
      String sandbox,
      double cpuSeconds,
      double elapsedSeconds,
      Optional<Instant> sent,
      Optional<Instant> received,
      int position) {}

  /** A batch's results in the order of their ids. */
  public List<Entry> page(long batch, Optional<ServerState> state, long after, int limit) {
    return em().createQuery(
            "SELECT r, w.position FROM ResultRow r, WorkunitRow w WHERE w.id = r.workunitId"
                + " AND r.batchId = :batch AND r.id > :after"
                + " AND (:all = TRUE OR r.serverState = :state) ORDER BY r.id",
            Object[].class)
        .setParameter("batch", batch)
        .setParameter("after", after)
        .setParameter("all", state.isEmpty())
        .setParameter("state", state.orElse(ServerState.OVER))
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> entry((ResultRow) row[0], (Integer) row[1]))
        .toList();
  }

  /** How many results are in each state, of one account's batches or of all. */
  public <E extends Enum<E>> Map<E, Long> counts(Class<E> states, Optional<Long> account) {
    String column =
        Map.of(
                ServerState.class, "serverState",
                Outcome.class, "outcome",
                ValidateState.class, "validateState")
            .get(states);
    List<Object[]> rows =
        em().createQuery(
                "SELECT r.%1$s, COUNT(r.id) FROM ResultRow r, BatchRow b WHERE b.id = r.batchId AND"
                        .formatted(column)
                    + " (:all = TRUE OR b.accountId = :account) GROUP BY r."
                    + column,
                Object[].class)
            .setParameter("all", account.isEmpty())
            .setParameter("account", account.orElse(0L))
            .getResultList();
    Map<E, Long> counts = new EnumMap<>(states);
    Stream.of(states.getEnumConstants()).forEach(state -> counts.put(state, 0L));
    rows.forEach(row -> counts.put(states.cast(row[0]), ((Number) row[1]).longValue()));
    return counts;
  }

  private static Entry entry(ResultRow row, int position) {
    return new Entry(
        Results.placed(row),
        Optional.ofNullable(row.exitStatus),
        row.message,
        row.sandbox,
        row.cpuSeconds,
        row.elapsedSeconds,
        Optional.ofNullable(row.sent).map(Instant::ofEpochMilli),
        Optional.ofNullable(row.received).map(Instant::ofEpochMilli),
        position);
  }

  private EntityManager em() {
    return database.em();
  }
}
