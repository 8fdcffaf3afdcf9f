package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.idlewild.work.Credit;
import org.idlewild.work.Earned;

/** Who earned what. To be called in a transaction. */
@Singleton
public class Credits {
  private static final Earned NOTHING = new Earned(0, 0, Instant.EPOCH);

  private final Database database;
  private final Sql sql;

  @Inject
  Credits(Database database, Sql sql) {
    this.database = database;
    this.sql = sql;
  }

  /**
   * What is to be known of a result that is to be paid.
   *
   * @param flopsEstimate of its workunit; 0 when its researcher gave none
   * @param team of its owner, now
   * @param credit what it was granted before
   */
  public record Claim(
      long result,
      long host,
      long account,
      OptionalLong team,
      long appVersion,
      double flopsEstimate,
      Credit.Usage usage,
      double credit) {}

  /** Somebody who earned something. */
  public record Standing(long id, String name, Earned earned) {}

  /** What some results that hosts computed claim, by their ids. */
  public Map<Long, Claim> claims(Collection<Long> results) {
    if (results.isEmpty()) {
      return Map.of();
    }
    return sql
        .list(
            "SELECT r.id, r.host_id, r.account_id, a.team_id, r.app_version_id, w.flops_estimate,"
                + " r.cpu_seconds, r.elapsed_seconds, r.sent, r.received, v.plan_processors,"
                + " h.flops_per_processor, r.credit FROM result r, workunit w, host h,"
                + " app_version v, account a WHERE r.id IN "
                + Sql.places(results.size())
                + " AND w.id = r.workunit_id AND h.id = r.host_id AND v.id = r.app_version_id"
                + " AND a.id = r.account_id",
            results,
            Credits::claim)
        .stream()
        .collect(Collectors.toMap(Claim::result, claim -> claim));
  }

  private static Claim claim(ResultSet row) throws SQLException {
    return new Claim(
        row.getLong("id"),
        row.getLong("host_id"),
        row.getLong("account_id"),
        WorkunitColumns.optional(Sql.number(row, "team_id")),
        row.getLong("app_version_id"),
        row.getDouble("flops_estimate"),
        usage(row),
        row.getDouble("credit"));
  }

  /** What it used, as its host says, within what the server saw. */
  private static Credit.Usage usage(ResultSet row) throws SQLException {
    Long sent = Sql.number(row, "sent");
    Long received = Sql.number(row, "received");
    return new Credit.Usage(
        row.getDouble("cpu_seconds"),
        row.getDouble("elapsed_seconds"),
        sent == null || received == null ? 0 : (received - sent) / 1000.0,
        row.getInt("plan_processors"),
        row.getDouble("flops_per_processor"));
  }

  /**
   * Pays for results, once each: to be called in the transaction in which they become valid.
   *
   * @param credit what each gets
   * @return the same by result, for its row
   */
  public Map<Long, Double> pay(Map<Claim, Double> credit, Instant now) {
    SortedMap<Earner, SortedMap<Long, Double>> sums = new TreeMap<>();
    credit.forEach(
        (claim, amount) -> {
          add(sums, Earner.HOST, claim.host(), amount);
          add(sums, Earner.USER, claim.account(), amount);
          claim.team().ifPresent(team -> add(sums, Earner.TEAM, team, amount));
        });
    // Everybody goes through the rows in one order, so that two nodes never wait for each other.
    sums.forEach((earner, amounts) -> grant(earner, amounts, now));
    return credit.entrySet().stream()
        .collect(Collectors.toMap(paid -> paid.getKey().result(), Map.Entry::getValue));
  }

  private static void add(
      SortedMap<Earner, SortedMap<Long, Double>> sums, Earner earner, long id, double amount) {
    sums.computeIfAbsent(earner, any -> new TreeMap<>()).merge(id, amount, Double::sum);
  }

  private void grant(Earner earner, SortedMap<Long, Double> amounts, Instant now) {
    Map<Long, Earned> before = held(earner, List.copyOf(amounts.keySet()));
    List<Long> known = amounts.keySet().stream().filter(before::containsKey).toList();
    if (!known.isEmpty()) {
      List<Earned> after =
          known.stream().map(id -> before.get(id).plus(amounts.get(id), now)).toList();
      RowUpdate.of("earned", "earner_id", known)
          .setEach("total", after.stream().map(Earned::total).toList())
          .setEach("average", after.stream().map(Earned::average).toList())
          .setEach("average_time", after.stream().map(each -> each.when().toEpochMilli()).toList())
          .onlyWhile("earner = ?", earner.ordinal())
          .run(sql);
    }
    amounts.forEach(
        (id, amount) -> {
          if (!before.containsKey(id)) {
            begin(earner, id, NOTHING.plus(amount, now));
          }
        });
  }

  private Map<Long, Earned> held(Earner earner, List<Long> ids) {
    List<Object> values = new ArrayList<>(ids);
    values.add(0, earner.ordinal());
    Map<Long, Earned> held = new HashMap<>();
    sql.list(
        "SELECT earner_id, total, average, average_time FROM earned WHERE earner = ?"
            + " AND earner_id IN "
            + Sql.places(ids.size())
            + " ORDER BY earner_id FOR UPDATE",
        values,
        row ->
            held.put(
                row.getLong(1),
                new Earned(
                    row.getDouble(2), row.getDouble(3), Instant.ofEpochMilli(row.getLong(4)))));
    return held;
  }

  private void begin(Earner earner, long id, Earned first) {
    sql.run(
        "INSERT INTO earned (earner, earner_id, total, average, average_time)"
            + " VALUES (?, ?, ?, ?, ?)",
        List.of(earner.ordinal(), id, first.total(), first.average(), first.when().toEpochMilli()));
  }

  /** What some have earned; those that earned nothing are left out. */
  public Map<Long, Earned> earned(Earner earner, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return em().createQuery(
            "SELECT e FROM EarnedRow e WHERE e.key.earner = :earner AND e.key.id IN :ids",
            EarnedRow.class)
        .setParameter("earner", earner)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(row -> row.key.id, EarnedRow::earned));
  }

  /**
   * Those who earned most in all.
   *
   * @param owner for hosts: whose; empty for everybody's
   */
  public List<Standing> top(Earner earner, Optional<Long> owner, int limit) {
    String named =
        switch (earner) {
          case HOST -> "HostRow n WHERE (:all = TRUE OR n.accountId = :owner) AND";
          case USER -> "AccountRow n WHERE (:all = TRUE OR n.id = :owner) AND";
          case TEAM -> "TeamRow n WHERE (:all = TRUE OR n.id = :owner) AND";
        };
    return em().createQuery(
            "SELECT e, n.name FROM EarnedRow e, "
                + named
                + " n.id = e.key.id AND e.key.earner = :earner ORDER BY e.total DESC, e.key.id",
            Object[].class)
        .setParameter("all", owner.isEmpty())
        .setParameter("owner", owner.orElse(0L))
        .setParameter("earner", earner)
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> standing((EarnedRow) row[0], (String) row[1]))
        .toList();
  }

  private static Standing standing(EarnedRow row, String name) {
    return new Standing(row.key.id, name, row.earned());
  }

  private EntityManager em() {
    return database.em();
  }
}
