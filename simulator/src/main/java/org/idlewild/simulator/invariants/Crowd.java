package org.idlewild.simulator.invariants;

import java.util.Map;
import java.util.OptionalLong;
import org.idlewild.work.HostDescription;

/**
 * Hosts, their users, and how they do.
 *
 * @param hosts by id
 * @param histories of hosts with app versions
 * @param teams of the users that are in one, by user
 * @param earned what hosts, users and teams earned
 */
public record Crowd(
    Map<Long, HostFacts> hosts,
    Map<Pair, History> histories,
    Map<Long, Long> teams,
    Map<Earner, Double> earned) {
  static final Crowd NONE = new Crowd(Map.of(), Map.of(), Map.of(), Map.of());

  /**
   * A host.
   *
   * @param archived what its results were that left the database
   */
  public record HostFacts(
      long id, long user, HostDescription description, boolean paused, Standing archived) {}

  /** How many results of a host were what. */
  public record Standing(long valid, long invalid, long errors) {
    static final Standing NONE = new Standing(0, 0, 0);

    Standing plus(Standing other) {
      return new Standing(valid + other.valid, invalid + other.invalid, errors + other.errors);
    }

    boolean isLessThan(Standing other) {
      return valid < other.valid || invalid < other.invalid || errors < other.errors;
    }
  }

  /** A host and an app version. */
  public record Pair(long host, long version) {}

  /**
   * How a host does with an app version.
   *
   * @param quota how many results it may get a day; 0 for as many as the application says
   * @param day the day, since 1970, that {@code sent} speaks of
   * @param sent how many it got that day
   */
  public record History(int consecutiveValid, int quota, long day, int sent) {
    static final History NEW = new History(0, 0, 0, 0);
  }

  /** Who can earn something. */
  public enum Kind {
    HOST,
    USER,
    TEAM
  }

  /** A host, a user or a team. */
  public record Earner(Kind kind, long id) {}

  History history(long host, long version) {
    return histories.getOrDefault(new Pair(host, version), History.NEW);
  }

  OptionalLong teamOf(long user) {
    Long team = teams.get(user);
    return team == null ? OptionalLong.empty() : OptionalLong.of(team);
  }

  double earned(Kind kind, long id) {
    return earned.getOrDefault(new Earner(kind, id), 0.0);
  }

  double total(Kind kind) {
    return earned.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind)
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
