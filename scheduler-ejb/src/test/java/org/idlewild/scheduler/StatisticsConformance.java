package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.ClientAccounts;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.access.TeamRoster;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.status.StatisticsViews;
import org.junit.jupiter.api.Test;

/** What the world is told of credit, on every database. */
abstract class StatisticsConformance extends GridConformance {

  @Test
  void whoEarnedNothingIsNotThere() {
    assertThat(views().users(0, 10, grid.now())).isEmpty();
    assertThat(views().teams(0, 10, grid.now())).isEmpty();
    assertThat(views().hosts(0, 10, grid.now())).isEmpty();
    assertThat(views().totals()).isEqualTo(new StatisticsViews.Totals(0, 0, 0, 0));
  }

  @Test
  void usersTeamsAndHostsThatEarnedAreListedInPages() {
    Caller operator = new Caller(0, "operator", Role.OPERATOR);
    TeamRoster teams = grid.get(TeamRoster.class);
    long team = teams.add(operator, "attic", grid.now());
    teams.join(operator, team, "alpha");
    earn();

    List<StatisticsViews.User> users = views().users(0, 10, grid.now());
    assertThat(users).extracting(StatisticsViews.User::name).containsExactly("alpha", "beta");
    assertThat(users.get(0).team()).contains(team);
    assertThat(users.get(0).earned().total()).isPositive();
    assertThat(views().users(users.get(0).id(), 10, grid.now())).hasSize(1);
    assertThat(views().users(0, 1, grid.now())).hasSize(1);
    assertThat(views().teams(0, 10, grid.now()))
        .singleElement()
        .satisfies(one -> assertThat(one.name()).isEqualTo("attic"));
    assertThat(views().hosts(0, 10, grid.now()))
        .extracting(StatisticsViews.Host::user)
        .containsExactlyInAnyOrder(users.get(0).id(), users.get(1).id());
    assertThat(views().totals())
        .isEqualTo(
            new StatisticsViews.Totals(
                2, 1, 2, users.get(0).earned().total() + users.get(1).earned().total()));
  }

  @Test
  void aNameThatMayBeAnAddressIsNotTold() {
    Caller caller = grid.somebody("ann@example.org", Role.VOLUNTEER);
    grid.get(ClientAccounts.class)
        .signIn(
            caller,
            Optional.empty(),
            new ClientAccounts.Login("ann@example.org", "0".repeat(32)),
            grid.now());
    beta = grid.host(caller);
    earn();

    assertThat(views().users(0, 10, grid.now()))
        .extracting(StatisticsViews.User::name)
        .contains("user " + caller.userId())
        .noneMatch(name -> name.contains("@"));
  }

  private StatisticsViews views() {
    return grid.get(StatisticsViews.class);
  }

  private void earn() {
    grid.batch(researcher, "app", "1");
    grid.settle();
    for (long host : List.of(alpha, beta)) {
      List<Order> orders = grid.ask(host, 10, Set.of()).orders();
      grid.advance(Duration.ofMinutes(10));
      orders.forEach(order -> grid.answer(host, order, "x"));
    }
    grid.settle();
  }
}
