package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.store.Earner;
import org.idlewild.scheduler.store.Statistics;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Earned;

/**
 * Who earned what, for the world: no e-mail, no host's name, and no user's name that might be an
 * address. In pages, in the order of ids. Threads: any.
 */
@Singleton
public class StatisticsViews {
  private final Transactions transactions;
  private final Statistics statistics;

  @Inject
  StatisticsViews(Transactions transactions, Statistics statistics) {
    this.transactions = transactions;
    this.statistics = statistics;
  }

  /**
   * A user.
   *
   * @param salt of the sum by which the user is known on all projects: to be kept inside
   */
  public record User(
      long id, String name, Instant created, Optional<Long> team, String salt, Earned earned) {}

  /** A team. */
  public record Team(long id, String name, Instant created, Earned earned) {}

  /**
   * A host.
   *
   * @param flops of each processor a second
   * @param salted what it is known by on all projects, before it is summed; empty for agents
   */
  public record Host(
      long id,
      long user,
      String osName,
      String osVersion,
      String processor,
      int processors,
      double flops,
      long memoryBytes,
      long diskFreeBytes,
      Instant created,
      Instant lastContact,
      Optional<String> salted,
      Earned earned) {}

  /** How many there are of each, and what the users earned in all. */
  public record Totals(long users, long teams, long hosts, double credit) {}

  /** How much there is. */
  public Totals totals() {
    return transactions.call(
        () -> {
          Statistics.Count users = statistics.count(Earner.USER);
          return new Totals(
              users.number(),
              statistics.count(Earner.TEAM).number(),
              statistics.count(Earner.HOST).number(),
              users.credit());
        });
  }

  /** Users after one. */
  public List<User> users(long after, int limit, Instant now) {
    return transactions.call(() -> statistics.users(after, limit)).stream()
        .map(
            user ->
                new User(
                    user.id(),
                    name(user.id(), user.name()),
                    user.created(),
                    user.team(),
                    user.email().orElse(""),
                    user.earned().at(now)))
        .toList();
  }

  private static String name(long id, String name) {
    return name.contains("@") ? "user " + id : name;
  }

  /** Teams after one. */
  public List<Team> teams(long after, int limit, Instant now) {
    return transactions.call(() -> statistics.teams(after, limit)).stream()
        .map(team -> new Team(team.id(), team.name(), team.created(), team.earned().at(now)))
        .toList();
  }

  /** Hosts after one. */
  public List<Host> hosts(long after, int limit, Instant now) {
    return transactions.call(() -> statistics.hosts(after, limit)).stream()
        .map(host -> view(host, now))
        .toList();
  }

  private static Host view(Statistics.Host host, Instant now) {
    return new Host(
        host.id(),
        host.account(),
        host.osName(),
        host.osVersion(),
        host.processor(),
        host.processors(),
        host.flops(),
        host.memoryBytes(),
        host.diskFreeBytes(),
        host.created(),
        host.lastContact(),
        host.cpid().map(cpid -> cpid + host.email().orElse("")),
        host.earned().at(now));
  }
}
