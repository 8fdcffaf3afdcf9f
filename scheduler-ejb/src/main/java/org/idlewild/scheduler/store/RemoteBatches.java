package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Batches as BOINC's tools know them: announced first, submitted later, gone at a set time. To be
 * called in a transaction.
 */
@Singleton
public class RemoteBatches {
  private static final String COLUMNS =
      "SELECT batch_id, account_id, app_id, name, created, expires, submitted FROM remote_batch ";

  private final Database database;

  @Inject
  RemoteBatches(Database database) {
    this.database = database;
  }

  /**
   * Such a batch.
   *
   * @param id the batch's, also before it is submitted
   * @param expires when it is given up and deleted
   * @param submitted whether its jobs have come
   */
  public record Remote(
      long id,
      long account,
      long app,
      String name,
      Instant created,
      Optional<Instant> expires,
      boolean submitted) {}

  /** What the results of a batch took in all, and what those that count were granted. */
  public record Totals(double cpuSeconds, double credit) {
    public static final Totals NONE = new Totals(0, 0);
  }

  public void add(Remote remote) {
    database.run(
        "INSERT INTO remote_batch (batch_id, account_id, app_id, name, created, expires, submitted)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        remote.id(),
        remote.account(),
        remote.app(),
        remote.name(),
        remote.created().toEpochMilli(),
        remote.expires().map(Instant::toEpochMilli).orElse(null),
        remote.submitted());
  }

  public Optional<Remote> withId(long id) {
    return found(1, "WHERE batch_id = ?", id).stream().findFirst();
  }

  /** Somebody's newest batch of a name. */
  public Optional<Remote> named(long account, String name) {
    return found(1, "WHERE account_id = ? AND name = ? ORDER BY batch_id DESC", account, name)
        .stream()
        .findFirst();
  }

  /** What is announced and not submitted, newest first. */
  public List<Remote> announced(long account, int limit) {
    return found(
        limit, "WHERE account_id = ? AND submitted = FALSE ORDER BY batch_id DESC", account);
  }

  /** Takes an announced batch, once: false when somebody did so before. */
  public boolean submitted(long id) {
    return database.run(
            "UPDATE remote_batch SET submitted = TRUE"
                + " WHERE batch_id = ? AND submitted = FALSE",
            id)
        == 1;
  }

  public void expire(long id, Optional<Instant> when) {
    database.run(
        "UPDATE remote_batch SET expires = ? WHERE batch_id = ?",
        when.map(Instant::toEpochMilli).orElse(null),
        id);
  }

  /**
   * Those whose time has come.
   *
   * @param announcedBefore for those without jobs
   */
  public List<Remote> expired(int limit, Instant announcedBefore, Instant now) {
    return found(
        limit,
        "WHERE expires <= ? OR (submitted = FALSE AND created <= ?) ORDER BY batch_id",
        now.toEpochMilli(),
        announcedBefore.toEpochMilli());
  }

  /** Forgets an announced batch and what it was going to use. */
  public void drop(long id) {
    database.run("DELETE FROM remote_batch_file WHERE batch_id = ?", id);
    database.run("DELETE FROM remote_batch WHERE batch_id = ? AND submitted = FALSE", id);
  }

  /** When some batches expire; those that do not are left out. */
  public Map<Long, Instant> expiries(Collection<Long> batches) {
    return among(
            "SELECT batch_id, expires FROM remote_batch WHERE expires IS NOT NULL AND batch_id IN",
            batches,
            "")
        .stream()
        .collect(
            Collectors.toMap(row -> number(row[0]), row -> Instant.ofEpochMilli(number(row[1]))));
  }

  /** What some batches took; those of which nothing was computed are left out. */
  public Map<Long, Totals> totals(Collection<Long> batches) {
    return among(
            "SELECT r.batch_id, SUM(r.cpu_seconds),"
                + " SUM(CASE WHEN r.id = w.canonical_result_id THEN r.credit ELSE 0 END)"
                + " FROM result r, workunit w WHERE w.id = r.workunit_id AND r.batch_id IN",
            batches,
            " GROUP BY r.batch_id")
        .stream()
        .collect(
            Collectors.toMap(
                row -> number(row[0]),
                row ->
                    new Totals(((Number) row[1]).doubleValue(), ((Number) row[2]).doubleValue())));
  }

  /** Floating-point operations a second of all hosts that were seen since. */
  public double flops(Instant since) {
    Object sum =
        database
            .query(
                "SELECT COALESCE(SUM(flops_per_processor * processors), 0) FROM host"
                    + " WHERE last_contact >= ?",
                since.toEpochMilli())
            .getSingleResult();
    return ((Number) sum).doubleValue();
  }

  private List<Object[]> among(String begin, Collection<Long> ids, String end) {
    if (ids.isEmpty()) {
      return List.of();
    }
    String places = ids.stream().map(id -> "?").collect(Collectors.joining(", ", " (", ")"));
    List<?> rows = database.query(begin + places + end, ids.toArray()).getResultList();
    return rows.stream().map(Object[].class::cast).toList();
  }

  private List<Remote> found(int limit, String where, Object... values) {
    List<?> rows = database.query(COLUMNS + where, values).setMaxResults(limit).getResultList();
    return rows.stream().map(row -> remote((Object[]) row)).toList();
  }

  private static Remote remote(Object[] row) {
    return new Remote(
        number(row[0]),
        number(row[1]),
        number(row[2]),
        (String) row[3],
        Instant.ofEpochMilli(number(row[4])),
        Optional.ofNullable(row[5]).map(time -> Instant.ofEpochMilli(number(time))),
        (Boolean) row[6]);
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
