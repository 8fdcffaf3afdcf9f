package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.PlanClassRule;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.SettableChance;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.work.HostDescription;
import org.idlewild.work.ValidateState;
import org.junit.jupiter.api.Test;

/** Who gets what, on every database. */
abstract class RulesConformance extends AskingConformance {
  // shares

  @Test
  void twoAppsShareAHostByTheirWeights() {
    app("heavy", Said.policy("weight", 300));
    batch("heavy", 1, 40);
    batch("app", 1, 40);

    List<Order> orders = ask(alpha, 20);

    assertThat(orders).filteredOn(order -> order.app().equals("heavy")).hasSize(15);
    assertThat(orders).filteredOn(order -> order.app().equals("app")).hasSize(5);
  }

  // likeness

  @Test
  void theFirstHostOfAWorkunitDecidesWhichKindTheOthersAreOf() {
    app("alike", Said.policy("redundancy", "system"));
    batch("alike", 2, 1);
    long windows = grid.host(grid.somebody("windows", Role.VOLUNTEER));

    assertThat(ask(alpha, 1)).hasSize(1);
    assertThat(ask(windows, of("Windows 11", Set.of(), false), 1)).isEmpty();
    assertThat(ask(beta, 1)).hasSize(1);
  }

  @Test
  void anErrorWithNothingElseAliveLetsAnotherKindTry() {
    app("alike", Said.policy("redundancy", "system"));
    long batch = batch("alike", 1, 1);
    long windows = grid.host(grid.somebody("windows", Role.VOLUNTEER));
    HostDescription description = of("Windows 11", Set.of(), false);
    Order first = ask(alpha, 1).get(0);
    assertThat(ask(windows, description, 1)).isEmpty();

    fail(alpha, first);
    grid.settle();

    grid.answer(windows, ask(windows, description, 1).get(0), "x");
    grid.settle();
    assertThat(done(batch)).isEqualTo(1);
  }

  @Test
  void aHostGetsTheVersionThatItRunsFastestAndAWorkunitStaysWithIt() {
    app("fast", Said.policy("sameVersion", true));
    version("fast", new PlanClassRule("avx2", 1, List.of("avx2"), 4.0));
    batch("fast", 2, 1);

    List<Order> plain = ask(beta, of("linux", Set.of(), false), 1);
    List<Order> fast = ask(alpha, of("linux", Set.of("avx2"), false), 1);

    assertThat(plain).hasSize(1);
    assertThat(fast).hasSize(1);
    assertThat(fast.get(0).files())
        .as("the same version as the first")
        .isEqualTo(plain.get(0).files());
    batch("fast", 1, 1);
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    assertThat(ask(gamma, of("linux", Set.of("avx2"), false), 1).get(0).files())
        .isNotEqualTo(plain.get(0).files());
  }

  // limits

  @Test
  void theDailyQuotaEndsAtMidnightAndErrorsLowerIt() {
    app("few", Said.policy("dailyQuota", 2));
    batch("few", 1, 20);

    List<Order> first = ask(alpha, 10);
    assertThat(first).hasSize(2);
    assertThat(ask(alpha, 10, first)).isEmpty();
    fail(alpha, first.get(0));
    grid.answer(alpha, first.get(1), "x");
    assertThat(ask(alpha, 10)).isEmpty();

    grid.advance(Duration.ofDays(1));
    List<Order> next = ask(alpha, 10);
    assertThat(next).as("one less for the error, doubled for the success").hasSize(2);
    fail(alpha, next.get(0));
    fail(alpha, next.get(1));
    grid.advance(Duration.ofDays(1));
    assertThat(ask(alpha, 10)).as("never under one").hasSize(1);
  }

  @Test
  void aHostAndAUserGetNoMoreAtOnceThanTheAppAllows() {
    app("few", Said.policy("maxPerHost", 2, "maxPerUser", 3));
    batch("few", 1, 20);
    long second = grid.host(alphaOwner);

    List<Order> first = ask(alpha, 10);
    assertThat(first).hasSize(2);
    assertThat(ask(second, 10)).hasSize(1);
    assertThat(ask(beta, 10)).hasSize(2);

    grid.answer(alpha, first.get(0), "x");
    assertThat(ask(alpha, 10, first.subList(1, 2))).hasSize(1);
  }

  @Test
  void testWorkGoesToThoseWhoTakeIt() {
    app("new", Said.policy("beta", true));
    batch("new", 1, 1);

    assertThat(ask(alpha, 1)).isEmpty();
    assertThat(ask(beta, of("linux", Set.of(), true), 1)).hasSize(1);
  }

  @Test
  void whatAHostCannotDoInTimeGoesToAnother() {
    batch("app", 1, 1);
    grid.write("UPDATE workunit SET flops_estimate = 1e14, version = version + 1");
    HostDescription fast = of("linux", Set.of(), false, 1e12);

    assertThat(ask(alpha, of("linux", Set.of(), false, 1e9), 1)).isEmpty();
    assertThat(ask(beta, fast, 1)).hasSize(1);
  }

  // trust

  @Test
  void aHostThatIsNotTrustedIsConfirmedByAnother() {
    app("adaptive", Said.policy("adaptiveQuorum", 2));
    long batch = batch("adaptive", 1, 1);

    grid.answer(alpha, ask(alpha, 1).get(0), "x");
    grid.settle();
    assertThat(done(batch)).isZero();

    grid.answer(beta, ask(beta, 1).get(0), "x");
    grid.settle();
    assertThat(done(batch)).isEqualTo(1);
    assertThat(results(batch))
        .extracting(ResultView::validateState)
        .containsOnly(ValidateState.VALID);
  }

  @Test
  void aTrustedHostsWordIsEnoughUnlessItIsSpotChecked() {
    app("adaptive", Said.policy("adaptiveQuorum", 2));
    makeReliable(alpha);
    long batch = batch("adaptive", 1, 1);
    grid.answer(alpha, ask(alpha, 1).get(0), "x");
    grid.settle();
    assertThat(done(batch)).isEqualTo(1);

    grid.get(SettableChance.class).set(0.01);
    long checked = batch("adaptive", 1, 1);
    grid.answer(alpha, ask(alpha, 1).get(0), "x");
    grid.settle();
    assertThat(done(checked)).isZero();
    assertThat(results(checked)).hasSize(2);
  }

  @Test
  void trustIsEarnedByResultsThatOthersConfirmAndLostByOneThatIsWrong() {
    app("adaptive", Said.policy("adaptiveQuorum", 2));
    long batch = batch("adaptive", 1, 11);
    for (long host : List.of(alpha, beta)) {
      ask(host, 20).forEach(order -> grid.answer(host, order, "x" + order.workunitId()));
      grid.settle();
    }
    assertThat(done(batch)).isEqualTo(11);

    long next = batch("adaptive", 1, 1);
    grid.answer(alpha, ask(alpha, 1).get(0), "x");
    grid.settle();

    assertThat(done(next)).isEqualTo(1);
  }

  @Test
  void aRetryGoesToAReliableHostSoonerAndWithLessTime() {
    app("app2", PolicyRequest.NOTHING);
    long reliable = grid.host(grid.somebody("reliable", Role.VOLUNTEER));
    makeReliable(reliable);
    batch("app2", 1, 2);
    Order failed = ask(alpha, 1).get(0);
    List<Order> first = ask(reliable, 1);
    assertThat(first).as("it is known from now on").hasSize(1);
    fail(alpha, failed);
    grid.settle();

    assertThat(ask(beta, 1)).isEmpty();
    List<Order> retry = ask(reliable, 1, first);
    assertThat(retry).hasSize(1);
    assertThat(retry.get(0).deadline()).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void aRetryThatNoReliableHostTookGoesToAnybodyAfterAWhile() {
    app("app2", PolicyRequest.NOTHING);
    long reliable = grid.host(grid.somebody("reliable", Role.VOLUNTEER));
    makeReliable(reliable);
    batch("app2", 1, 2);
    Order failed = ask(alpha, 1).get(0);
    ask(reliable, 1);
    fail(alpha, failed);
    grid.settle();
    assertThat(ask(beta, 1)).isEmpty();

    grid.advance(Duration.ofMinutes(5));

    assertThat(ask(beta, 1)).hasSize(1);
  }
}
