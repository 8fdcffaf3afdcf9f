package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.idlewild.work.AppVersion;
import org.idlewild.work.HostDescription;
import org.idlewild.work.HostRecord;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** The hosts of the grid. To be called in a transaction. */
@Singleton
public class Hosts {
  private static final int CHUNK = 1000;

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

    Standing plus(Standing other) {
      return new Standing(
          inProgress + other.inProgress,
          valid + other.valid,
          invalid + other.invalid,
          errors + other.errors);
    }
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

  /** Whether a host is in order. */
  public HostRecord record(long id) {
    return em().find(HostRow.class, id).record();
  }

  /** Changes whether a host is in order, and holds the host until the transaction ends. */
  public HostRecord record(long id, UnaryOperator<HostRecord> how) {
    HostRow row = em().find(HostRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    row.record(how.apply(row.record()));
    return row.record();
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

  /** Which of some ids are hosts'. */
  public Set<Long> known(List<Long> ids) {
    Set<Long> known = new HashSet<>();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      known.addAll(
          em().createQuery("SELECT h.id FROM HostRow h WHERE h.id IN :ids", Long.class)
              .setParameter("ids", ids.subList(from, Math.min(ids.size(), from + CHUNK)))
              .getResultList());
    }
    return known;
  }

  /** How many hosts somebody has. */
  public int countOf(long account) {
    return em().createQuery(
            "SELECT COUNT(h) FROM HostRow h WHERE h.accountId = :account", Long.class)
        .setParameter("account", account)
        .getSingleResult()
        .intValue();
  }

  /** What decides whether a host runs an app version. */
  public record Runner(
      long id, List<String> platforms, Set<String> features, int processors, boolean beta) {

    /** Whether the host is of the version's platform and plan class. */
    public boolean runs(AppVersion version) {
      return platforms.contains(version.platform())
          && features.containsAll(version.planClass().features())
          && processors >= version.planClass().processors();
    }
  }

  /** The hosts that were in contact since, in the order of their ids. */
  public List<Runner> seenSince(Instant since) {
    return em().createQuery(
            "SELECT h.id, h.platforms, h.features, h.processors, h.beta FROM HostRow h"
                + " WHERE h.lastContact >= :since ORDER BY h.id",
            Object[].class)
        .setParameter("since", since.toEpochMilli())
        .getResultStream()
        .map(
            row ->
                new Runner(
                    (Long) row[0],
                    Words.split((String) row[1]),
                    Set.copyOf(Words.split((String) row[2])),
                    (Integer) row[3],
                    (Boolean) row[4]))
        .toList();
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
    Map<Long, Standing> standings = archivedStandings(ids);
    rows.forEach(row -> standings.merge((Long) row[0], standing(row), Standing::plus));
    return standings;
  }

  /** What results were that left the database with their batches. */
  private Map<Long, Standing> archivedStandings(Collection<Long> ids) {
    String places = String.join(", ", Collections.nCopies(ids.size(), "?"));
    Query query =
        em().createNativeQuery(
                "SELECT id, 0, archived_valid, archived_invalid, archived_errors FROM host WHERE id IN ("
                    + places
                    + ")");
    int place = 1;
    for (long id : ids) {
      query.setParameter(place++, id);
    }
    Map<Long, Standing> standings = new HashMap<>();
    for (Object row : query.getResultList()) {
      standings.put(number(((Object[]) row)[0]), standing((Object[]) row));
    }
    return standings;
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
