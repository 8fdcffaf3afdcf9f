package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.work.Earned;

/** Everybody who earned something, in the order of their ids. To be called in a transaction. */
@Singleton
public class Statistics {
  private final Database database;

  @Inject
  Statistics(Database database) {
    this.database = database;
  }

  /** A user; {@code email} is for nobody's eyes. */
  public record User(
      long id,
      String name,
      Instant created,
      Optional<Long> team,
      Optional<String> email,
      Earned earned) {}

  /** A team. */
  public record Team(long id, String name, Instant created, Earned earned) {}

  /** A host; {@code cpid} is what a BOINC client calls itself. */
  public record Host(
      long id,
      long account,
      String osName,
      String osVersion,
      String processor,
      int processors,
      double flops,
      long memoryBytes,
      long diskFreeBytes,
      Instant created,
      Instant lastContact,
      Optional<String> cpid,
      Optional<String> email,
      Earned earned) {}

  /** How many earned something, and how much. */
  public record Count(long number, double credit) {}

  public Count count(Earner earner) {
    Object[] row =
        (Object[])
            database
                .query(
                    "SELECT COUNT(*), COALESCE(SUM(total), 0) FROM earned"
                        + " WHERE earner = ? AND total > 0",
                    earner.ordinal())
                .getSingleResult();
    return new Count(number(row[0]), decimal(row[1]));
  }

  public List<User> users(long after, int limit) {
    return rows(
            "SELECT a.id, a.name, a.created, a.team_id, c.email, e.total, e.average, e.average_time"
                + " FROM earned e JOIN account a ON a.id = e.earner_id"
                + " LEFT JOIN client_account c ON c.account_id = a.id",
            Earner.USER,
            after,
            limit)
        .stream()
        .map(
            row ->
                new User(
                    number(row[0]),
                    (String) row[1],
                    time(row[2]),
                    Optional.ofNullable(row[3]).map(Statistics::number),
                    Optional.ofNullable((String) row[4]),
                    earned(row)))
        .toList();
  }

  public List<Team> teams(long after, int limit) {
    return rows(
            "SELECT t.id, t.name, t.created, e.total, e.average, e.average_time"
                + " FROM earned e JOIN team t ON t.id = e.earner_id",
            Earner.TEAM,
            after,
            limit)
        .stream()
        .map(row -> new Team(number(row[0]), (String) row[1], time(row[2]), earned(row)))
        .toList();
  }

  public List<Host> hosts(long after, int limit) {
    return rows(
            "SELECT h.id, h.account_id, h.os_name, h.os_version, h.processor_model, h.processors,"
                + " h.flops_per_processor, h.memory_bytes, h.disk_free_bytes, h.enrolled,"
                + " h.last_contact, k.cpid, c.email, e.total, e.average, e.average_time"
                + " FROM earned e JOIN host h ON h.id = e.earner_id"
                + " LEFT JOIN client_host k ON k.host_id = h.id"
                + " LEFT JOIN client_account c ON c.account_id = h.account_id",
            Earner.HOST,
            after,
            limit)
        .stream()
        .map(Statistics::host)
        .toList();
  }

  private static Host host(Object[] row) {
    return new Host(
        number(row[0]),
        number(row[1]),
        (String) row[2],
        (String) row[3],
        (String) row[4],
        (int) number(row[5]),
        decimal(row[6]),
        number(row[7]),
        number(row[8]),
        time(row[9]),
        time(row[10]),
        Optional.ofNullable((String) row[11]),
        Optional.ofNullable((String) row[12]),
        earned(row));
  }

  private List<Object[]> rows(String select, Earner earner, long after, int limit) {
    List<?> rows =
        database
            .query(
                select
                    + " WHERE e.earner = ? AND e.total > 0 AND e.earner_id > ?"
                    + " ORDER BY e.earner_id",
                earner.ordinal(),
                after)
            .setMaxResults(limit)
            .getResultList();
    return rows.stream().map(Object[].class::cast).toList();
  }

  /** The last three of each row. */
  private static Earned earned(Object[] row) {
    int from = row.length - 3;
    return new Earned(decimal(row[from]), decimal(row[from + 1]), time(row[from + 2]));
  }

  private static Instant time(Object value) {
    return Instant.ofEpochMilli(number(value));
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static double decimal(Object value) {
    return ((Number) value).doubleValue();
  }
}
