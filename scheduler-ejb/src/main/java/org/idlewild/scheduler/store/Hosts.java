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
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** The hosts of the grid. To be called in a transaction. */
@Singleton
public class Hosts {
  private final Database database;

  @Inject
  Hosts(Database database) {
    this.database = database;
  }

  /**
   * A host as the server knows it.
   *
   * @param publicKey X.509 in base64
   */
  public record Host(
      long id,
      long account,
      String publicKey,
      HostDescription description,
      Instant enrolled,
      Instant lastContact) {}

  /** How a host has done so far. */
  public record Standing(long inProgress, long valid, long invalid, long errors) {
    static final Standing NONE = new Standing(0, 0, 0, 0);
  }

  public void add(Host host) {
    HostRow row = new HostRow();
    row.id = host.id();
    row.accountId = host.account();
    row.publicKey = host.publicKey();
    row.describe(host.description());
    row.enrolled = host.enrolled().toEpochMilli();
    row.lastContact = host.lastContact().toEpochMilli();
    em().persist(row);
  }

  public Optional<Host> withId(long id) {
    return Optional.ofNullable(em().find(HostRow.class, id)).map(Hosts::host);
  }

  /**
   * Notes a contact and holds the host's owner until the transaction ends, so that two requests of
   * one owner's hosts cannot both get results of one workunit.
   */
  public Optional<Host> contact(long id, HostDescription description, Instant now) {
    HostRow row = em().find(HostRow.class, id);
    if (row == null) {
      return Optional.empty();
    }
    em().find(AccountRow.class, row.accountId, LockModeType.PESSIMISTIC_WRITE);
    row.contact(description, now.toEpochMilli());
    Faults.at(Point.CONTACT_NOTED);
    return Optional.of(host(row));
  }

  /** Hosts in the order of their ids. */
  public List<Host> page(Optional<Long> account, long after, int limit) {
    return em()
        .createQuery(
            "SELECT h FROM HostRow h WHERE h.id > :after"
                + " AND (:all = TRUE OR h.accountId = :account) ORDER BY h.id",
            HostRow.class)
        .setParameter("after", after)
        .setParameter("all", account.isEmpty())
        .setParameter("account", account.orElse(0L))
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(Hosts::host)
        .toList();
  }

  /** Lets a host rest or go on. */
  public void pause(long id, boolean paused) {
    em().createNativeQuery("UPDATE host SET paused = ? WHERE id = ?")
        .setParameter(1, paused)
        .setParameter(2, id)
        .executeUpdate();
  }

  /** Which of some hosts are paused. */
  public Set<Long> paused(Collection<Long> ids) {
    return ids.isEmpty()
        ? Set.of()
        : em().createQuery(
                "SELECT h.id FROM HostRow h WHERE h.id IN :ids AND h.paused = TRUE", Long.class)
            .setParameter("ids", ids)
            .getResultStream()
            .collect(Collectors.toSet());
  }

  public Map<Long, String> names(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return em()
        .createQuery("SELECT h.id, h.name FROM HostRow h WHERE h.id IN :ids", Object[].class)
        .setParameter("ids", ids)
        .getResultList()
        .stream()
        .collect(Collectors.toMap(row -> (Long) row[0], row -> (String) row[1]));
  }

  public Map<Long, Standing> standings(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    String sum = "SUM(CASE WHEN %s THEN 1 ELSE 0 END)";
    List<Object[]> rows =
        em().createQuery(
                "SELECT r.hostId, "
                    + String.join(
                        ", ",
                        sum.formatted("r.serverState = :inProgress"),
                        sum.formatted("r.validateState = :valid"),
                        sum.formatted("r.validateState = :invalid AND r.outcome = :success"),
                        sum.formatted("r.outcome = :error"))
                    + " FROM ResultRow r WHERE r.hostId IN :ids GROUP BY r.hostId",
                Object[].class)
            .setParameter("ids", ids)
            .setParameter("inProgress", ServerState.IN_PROGRESS)
            .setParameter("valid", ValidateState.VALID)
            .setParameter("invalid", ValidateState.INVALID)
            .setParameter("success", Outcome.SUCCESS)
            .setParameter("error", Outcome.CLIENT_ERROR)
            .getResultList();
    return rows.stream().collect(Collectors.toMap(row -> (Long) row[0], Hosts::standing));
  }

  /** The standing of a host that is not in the map. */
  public static Standing none() {
    return Standing.NONE;
  }

  private static Standing standing(Object[] row) {
    return new Standing(number(row[1]), number(row[2]), number(row[3]), number(row[4]));
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static Host host(HostRow row) {
    return new Host(
        row.id,
        row.accountId,
        row.publicKey,
        row.description(),
        Instant.ofEpochMilli(row.enrolled),
        Instant.ofEpochMilli(row.lastContact));
  }

  private EntityManager em() {
    return database.em();
  }
}
