package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Credits;
import org.idlewild.scheduler.store.Earner;
import org.idlewild.scheduler.store.Teams;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Earned;

/** Credit as people see it. Threads: any. */
@Singleton
public class CreditViews {
  private final Transactions transactions;
  private final Credits credits;
  private final Teams teams;

  @Inject
  CreditViews(Transactions transactions, Credits credits, Teams teams) {
    this.transactions = transactions;
    this.credits = credits;
    this.teams = teams;
  }

  /** What the caller earned. */
  public UserView of(Caller caller, Instant now) {
    return transactions.call(
        () -> {
          Earned earned =
              credits
                  .earned(Earner.USER, List.of(caller.userId()))
                  .getOrDefault(caller.userId(), Earned.NOTHING)
                  .at(now);
          Optional<String> team = teams.of(caller.userId()).map(Teams.Team::name);
          return new UserView(team, earned.total(), earned.average());
        });
  }

  /** The teams in the order in which they were made. */
  public Page<TeamView> teams(long after, int limit, Instant now) {
    return transactions.call(
        () -> {
          List<Teams.Team> found = teams.page(after, limit + 1);
          List<Long> ids = found.stream().map(Teams.Team::id).toList();
          Map<Long, Earned> earned = credits.earned(Earner.TEAM, ids);
          Map<Long, Long> sizes = teams.sizes(ids);
          return Page.of(
              found,
              limit,
              Teams.Team::id,
              team ->
                  view(
                      team,
                      sizes.getOrDefault(team.id(), 0L),
                      earned.getOrDefault(team.id(), Earned.NOTHING).at(now)));
        });
  }

  private static TeamView view(Teams.Team team, long members, Earned earned) {
    return new TeamView(
        team.id(), team.name(), members, team.created(), earned.total(), earned.average());
  }

  /** The users who earned most. */
  public List<EarnedView> topUsers(int limit, Instant now) {
    return top(Earner.USER, Optional.empty(), limit, now);
  }

  /** The teams that earned most. */
  public List<EarnedView> topTeams(int limit, Instant now) {
    return top(Earner.TEAM, Optional.empty(), limit, now);
  }

  /** The caller's hosts that earned most; an operator's are everybody's. */
  public List<EarnedView> topHosts(Caller caller, int limit, Instant now) {
    return top(Earner.HOST, caller.scope(), limit, now);
  }

  private List<EarnedView> top(Earner earner, Optional<Long> owner, int limit, Instant now) {
    return transactions.call(() -> credits.top(earner, owner, limit)).stream()
        .map(standing -> view(standing, standing.earned().at(now)))
        .toList();
  }

  private static EarnedView view(Credits.Standing standing, Earned earned) {
    return new EarnedView(standing.id(), standing.name(), earned.total(), earned.average());
  }
}
