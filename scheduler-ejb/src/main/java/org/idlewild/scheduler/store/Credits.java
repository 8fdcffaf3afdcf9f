package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
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
  private final Database database;

  @Inject
  Credits(Database database) {
    this.database = database;
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
    return em().createQuery(
            "SELECT r, w.flopsEstimate, h.flopsPerProcessor, v.planProcessors, a.teamId"
                + " FROM ResultRow r, WorkunitRow w, HostRow h, AppVersionRow v, AccountRow a"
                + " WHERE r.id IN :ids AND w.id = r.workunitId AND h.id = r.hostId"
                + " AND v.id = r.appVersionId AND a.id = r.accountId",
            Object[].class)
        .setParameter("ids", results)
        .getResultStream()
        .map(Credits::claim)
        .collect(Collectors.toMap(Claim::result, claim -> claim));
  }

  private static Claim claim(Object[] row) {
    ResultRow result = (ResultRow) row[0];
    Long team = (Long) row[4];
    return new Claim(
        result.id,
        result.hostId,
        result.accountId,
        team == null ? OptionalLong.empty() : OptionalLong.of(team),
        result.appVersionId,
        (Double) row[1],
        result.usage((Integer) row[3], (Double) row[2]),
        result.credit);
  }

  /**
   * Pays results, once each: to be called in the transaction in which they become valid.
   *
   * @param credit what each gets
   */
  public void pay(Map<Claim, Double> credit, Instant now) {
    // Everybody goes through the rows in one order, so that two nodes never wait for each other.
    SortedMap<Earner, SortedMap<Long, Double>> sums = new TreeMap<>();
    credit.forEach(
        (claim, amount) -> {
          em().find(ResultRow.class, claim.result()).pay(amount);
          add(sums, Earner.HOST, claim.host(), amount);
          add(sums, Earner.USER, claim.account(), amount);
          claim.team().ifPresent(team -> add(sums, Earner.TEAM, team, amount));
        });
    sums.forEach(
        (earner, amounts) -> amounts.forEach((id, amount) -> grant(earner, id, amount, now)));
  }

  private static void add(
      SortedMap<Earner, SortedMap<Long, Double>> sums, Earner earner, long id, double amount) {
    sums.computeIfAbsent(earner, any -> new TreeMap<>()).merge(id, amount, Double::sum);
  }

  private void grant(Earner earner, long id, double amount, Instant now) {
    EarnedRow.Key key = EarnedRow.Key.of(earner, id);
    EarnedRow row = em().find(EarnedRow.class, key, LockModeType.PESSIMISTIC_WRITE);
    if (row == null) {
      row = EarnedRow.of(earner, id);
      row.grant(amount, now);
      em().persist(row);
    } else {
      row.grant(amount, now);
    }
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
