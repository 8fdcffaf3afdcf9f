package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.work.ServerState;
import org.idlewild.work.Slice;
import org.idlewild.work.Target;

/**
 * Results that wait for a host, in their queues. A queue is an application's, or one host's or
 * user's for what is meant for it alone. To be called in a transaction.
 */
@Singleton
public class Waiting {
  private static final long NO_APP = 0;

  /** More than this is asked for queue by queue. */
  private static final int MOST_TARGETED = 1000;

  private final Database database;
  private final Sql sql;

  /** Batches that were given up and have unsent results still: those wait for nobody. */
  private volatile List<Long> givenUp = List.of();

  @Inject
  Waiting(Database database, Sql sql) {
    this.database = database;
    this.sql = sql;
  }

  /** A result that waits for a host. */
  public record Unsent(long result, long workunit, long queue, Place place) {}

  /** Where a result stands in its queue: those of high priority first, of equal ones the oldest. */
  public record Place(int priority, long result) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int urgency = Integer.compare(other.priority, priority);
      return urgency != 0 ? urgency : Long.compare(result, other.result);
    }
  }

  /** Reads which batches were given up; until the next time nothing of them waits here. */
  public void leaveOut() {
    givenUp =
        em().createQuery("SELECT b.id FROM BatchRow b WHERE b.giveUpFrom IS NOT NULL", Long.class)
            .getResultList();
  }

  /** The queues of applications in which something waits: one step along the index for each. */
  public List<Long> queues() {
    List<Long> queues = new ArrayList<>();
    for (Optional<Long> next = after(NO_APP); next.isPresent(); next = after(next.get())) {
      queues.add(next.get());
    }
    return queues;
  }

  private Optional<Long> after(long queue) {
    return em().createQuery(
            "SELECT r.queue FROM ResultRow r WHERE r.serverState = :unsent AND r.queue > :queue"
                + " ORDER BY r.serverState, r.queue",
            Long.class)
        .setParameter("unsent", ServerState.UNSENT)
        .setParameter("queue", queue)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /**
   * What waits in a queue, most urgent first.
   *
   * @param slice of the results' ids
   * @param after where to begin; empty for the front
   */
  public List<Unsent> of(Slice slice, long queue, Optional<Place> after, int limit) {
    if (after.isEmpty()) {
      return unsent(slice, queue, "", Optional.empty(), limit);
    }
    // Two ranges of the index: one condition for both would make the database walk all before.
    List<Unsent> found =
        new ArrayList<>(
            unsent(slice, queue, " AND r.priority = :priority AND r.id > :id", after, limit));
    if (found.size() < limit) {
      found.addAll(
          unsent(slice, queue, " AND r.priority < :priority", after, limit - found.size()));
    }
    return found;
  }

  private List<Unsent> unsent(
      Slice slice, long queue, String range, Optional<Place> after, int limit) {
    List<Long> without = givenUp;
    TypedQuery<Object[]> query =
        em().createQuery(
                "SELECT r.id, r.workunitId, r.queue, r.priority FROM ResultRow r WHERE r.serverState = :unsent AND r.queue = :queue"
                    + " AND MOD(r.id, :count) = :index"
                    + range
                    + (without.isEmpty() ? "" : " AND r.batchId NOT IN :givenUp")
                    + " ORDER BY r.priority DESC, r.id",
                Object[].class)
            .setParameter("unsent", ServerState.UNSENT)
            .setParameter("queue", queue)
            .setParameter("count", slice.count())
            .setParameter("index", slice.index());
    after.ifPresent(place -> query.setParameter("priority", place.priority));
    after.filter(place -> range.contains(":id")).ifPresent(p -> query.setParameter("id", p.result));
    if (!without.isEmpty()) {
      query.setParameter("givenUp", without);
    }
    return query.setMaxResults(limit).getResultStream().map(Waiting::unsent).toList();
  }

  /** The queues of what is meant for a host or its user. */
  public static List<Long> targets(long host, long account) {
    return List.of(Target.ofHost(host).queue(NO_APP), Target.ofUser(account).queue(NO_APP));
  }

  /**
   * What waits in some queues, by queue, the most urgent of each first.
   *
   * @param limit the least that is found of each, if there is so much
   */
  public Map<Long, List<Unsent>> targeted(Collection<Long> queues, int limit) {
    if (queues.isEmpty()) {
      return Map.of();
    }
    List<Object> values = new ArrayList<>(queues);
    values.add(0, ServerState.UNSENT.ordinal());
    values.add(MOST_TARGETED);
    List<Unsent> found =
        sql.list(
            "SELECT id, workunit_id, queue, priority FROM result WHERE server_state = ?"
                + " AND queue IN "
                + Sql.places(queues.size())
                + " ORDER BY server_state, queue, priority DESC, id LIMIT ?",
            values,
            row ->
                new Unsent(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    new Place(row.getInt(4), row.getLong(1))));
    return found.size() < MOST_TARGETED
        ? found.stream().collect(Collectors.groupingBy(Unsent::queue))
        : queues.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), queue -> of(Slice.WHOLE, queue, Optional.empty(), limit)));
  }

  private static Unsent unsent(Object[] row) {
    return new Unsent(
        (Long) row[0], (Long) row[1], (Long) row[2], new Place((Integer) row[3], (Long) row[0]));
  }

  private EntityManager em() {
    return database.em();
  }
}
