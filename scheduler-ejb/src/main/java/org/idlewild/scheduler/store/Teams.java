package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Teams of users. To be called in a transaction. */
@Singleton
public class Teams {
  private final Database database;

  @Inject
  Teams(Database database) {
    this.database = database;
  }

  /** A team. */
  public record Team(long id, String name, Instant created) {}

  public void add(Team team) {
    TeamRow row = new TeamRow();
    row.id = team.id();
    row.name = team.name();
    row.created = team.created().toEpochMilli();
    em().persist(row);
  }

  public Optional<Team> withId(long id) {
    return Optional.ofNullable(em().find(TeamRow.class, id)).map(Teams::team);
  }

  public Optional<Team> named(String name) {
    return em().createQuery("SELECT t FROM TeamRow t WHERE t.name = :name", TeamRow.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst()
        .map(Teams::team);
  }

  /** Teams in the order of their ids. */
  public List<Team> page(long after, int limit) {
    return em().createQuery(
            "SELECT t FROM TeamRow t WHERE t.id > :after ORDER BY t.id", TeamRow.class)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultStream()
        .map(Teams::team)
        .toList();
  }

  /** How many users some teams have; those that have none are left out. */
  public Map<Long, Long> sizes(Collection<Long> teams) {
    if (teams.isEmpty()) {
      return Map.of();
    }
    return em().createQuery(
            "SELECT a.teamId, COUNT(a.id) FROM AccountRow a WHERE a.teamId IN :ids"
                + " GROUP BY a.teamId",
            Object[].class)
        .setParameter("ids", teams)
        .getResultStream()
        .collect(Collectors.toMap(row -> (Long) row[0], row -> (Long) row[1]));
  }

  /** The team of a user. */
  public Optional<Team> of(long account) {
    return Optional.ofNullable(em().find(AccountRow.class, account))
        .flatMap(row -> Optional.ofNullable(row.teamId))
        .flatMap(this::withId);
  }

  /** Puts a user into a team, out of the one before. */
  public void join(long account, long team) {
    em().createNativeQuery("UPDATE account SET team_id = ? WHERE id = ?")
        .setParameter(1, team)
        .setParameter(2, account)
        .executeUpdate();
  }

  private static Team team(TeamRow row) {
    return new Team(row.id, row.name, Instant.ofEpochMilli(row.created));
  }

  private EntityManager em() {
    return database.em();
  }
}
