package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.access.TeamRoster;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.CreditViews;
import org.idlewild.scheduler.status.EarnedView;
import org.idlewild.scheduler.status.HostView;
import org.idlewild.scheduler.status.HostViews;
import org.idlewild.scheduler.status.TeamView;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Credits;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.PeakAverages;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.App;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.CreditScheme;
import org.idlewild.work.PeakFlops;
import org.junit.jupiter.api.Test;

/** Who earns what, on every database. */
abstract class CreditConformance extends GridConformance {
  /** An hour of one processor of 1 GFLOPS. */
  private static final double AN_HOUR = 200 / 24.0;

  @Test
  void eachValidResultEarnsTheLowClaimByProcessorTime() {
    compute("app", alpha, 3600, "x", beta, 7200, "x");

    assertThat(credit(alpha)).isCloseTo(AN_HOUR, within(1e-5));
    assertThat(credit(beta)).isEqualTo(credit(alpha));
    assertBooksBalance();
  }

  @Test
  void whatIsWrongEarnsNothing() {
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    grid.batch(researcher, "app", "1");
    grid.settle();
    Order right = order(alpha);
    Order wrong = order(beta);
    grid.advance(Duration.ofHours(1));
    answer(alpha, right, "right", 3600);
    answer(beta, wrong, "wrong", 3600);
    grid.settle();
    Order third = order(gamma);
    grid.advance(Duration.ofHours(1));
    answer(gamma, third, "right", 3600);
    grid.settle();

    assertThat(credit(alpha)).isPositive().isEqualTo(credit(gamma));
    assertThat(credit(beta)).isZero();
    assertBooksBalance();
  }

  @Test
  void aLateValidResultEarnsWhatTheOthersDidOnce() {
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    grid.batch(researcher, "app", "1");
    grid.settle();
    Order late = order(gamma);
    grid.advance(Duration.ofDays(1).plusMillis(1));
    grid.settle();
    Order one = order(alpha);
    Order other = order(beta);
    grid.advance(Duration.ofHours(1));
    answer(alpha, one, "x", 1800);
    answer(beta, other, "x", 3600);
    grid.run(PassName.TRANSITIONER);
    grid.run(PassName.VALIDATOR);

    answer(gamma, late, "x", 50_000);
    grid.settle();
    grid.settle();

    assertThat(credit(gamma)).isEqualTo(credit(alpha)).isCloseTo(AN_HOUR / 2, within(1e-5));
    assertBooksBalance();
  }

  @Test
  void nobodyEarnsMoreThanTheTimeForWhichHeHeldTheResult() {
    compute("app", alpha, 1e10, "x", beta, 1e10, "x");

    assertThat(credit(alpha)).isCloseTo(2 * AN_HOUR, within(1e-5));
  }

  @Test
  void anAppMayPayAFixedSum() {
    app("fixed", CreditScheme.FIXED, 12.5);
    compute("fixed", alpha, 1, "x", beta, 1, "x");

    assertThat(credit(alpha)).isEqualTo(12.5);
    assertThat(credit(beta)).isEqualTo(12.5);
    assertBooksBalance();
  }

  @Test
  void normalisedCreditPaysHostsAlikeOnceTheyAreKnown() {
    app("normal", CreditScheme.NORMALISED, 0);
    for (int i = 0; i < 5; i++) {
      compute("normal", alpha, 1800, "x", beta, 3600, "x");
    }
    long version = version("normal");
    learn(version, alpha, 60, 0.5);
    learn(version, beta, 60, 1);
    double before = credit(alpha);

    compute("normal", alpha, 1800, "x", beta, 3600, "x");

    // Alpha's peak flops are half of beta's for the same work; both claim the version's average.
    double average =
        grid.get(Transactions.class)
            .call(() -> grid.get(PeakAverages.class).overAllHosts(List.of(version)))
            .get(version)
            .mean();
    assertThat(credit(alpha) - before)
        .isCloseTo(average * PeakFlops.USUAL_ESTIMATE * 200 / 86_400e9, within(0.05));
    assertBooksBalance();
  }

  @Test
  void recentCreditHalvesInAWeek() {
    compute("app", alpha, 3600, "x", beta, 3600, "x");
    double recent = host(alpha).recentCredit();
    grid.advance(Duration.ofDays(7));

    assertThat(recent).isPositive();
    assertThat(host(alpha).recentCredit()).isCloseTo(recent / 2, within(1e-9));
    assertThat(host(alpha).credit()).isPositive();
  }

  @Test
  void aTeamEarnsWhatItsUsersEarnWhileTheyAreInIt() {
    Caller operator = new Caller(0, "operator", Role.OPERATOR);
    TeamRoster roster = grid.get(TeamRoster.class);
    long red = roster.add(operator, "red", grid.now());
    long blue = roster.add(operator, "blue", grid.now());
    compute("app", alpha, 3600, "x", beta, 3600, "x");
    roster.join(operator, red, "alpha");
    roster.join(operator, red, "beta");
    compute("app", alpha, 3600, "x", beta, 3600, "x");
    roster.join(operator, blue, "beta");
    compute("app", alpha, 3600, "x", beta, 3600, "x");

    Map<String, TeamView> teams = new HashMap<>();
    grid.get(CreditViews.class)
        .teams(0, 10, grid.now())
        .items()
        .forEach(team -> teams.put(team.name(), team));
    assertThat(teams.get("red").credit()).isCloseTo(3 * AN_HOUR, within(1e-4));
    assertThat(teams.get("blue").credit()).isCloseTo(AN_HOUR, within(1e-4));
    assertThat(teams.get("red").members()).isEqualTo(1);
    assertThat(grid.get(CreditViews.class).topTeams(1, grid.now()))
        .extracting(EarnedView::name)
        .containsExactly("red");
    assertBooksBalance();
  }

  @Test
  void onlyAnOperatorMakesTeamsAndFillsThem() {
    Caller operator = new Caller(0, "operator", Role.OPERATOR);
    TeamRoster roster = grid.get(TeamRoster.class);
    long red = roster.add(operator, "red", grid.now());

    assertRefused(Refused.Reason.FORBIDDEN, () -> roster.add(researcher, "blue", grid.now()));
    assertRefused(Refused.Reason.FORBIDDEN, () -> roster.join(researcher, red, "researcher"));
    assertRefused(Refused.Reason.CONFLICT, () -> roster.add(operator, "red", grid.now()));
    assertRefused(Refused.Reason.MALFORMED, () -> roster.add(operator, "<b>", grid.now()));
    assertRefused(Refused.Reason.MALFORMED, () -> roster.add(operator, null, grid.now()));
    assertRefused(Refused.Reason.NOT_FOUND, () -> roster.join(operator, red, "nobody"));
    assertRefused(Refused.Reason.NOT_FOUND, () -> roster.join(operator, 99, "researcher"));
  }

  @Test
  void theListsOfThoseWhoEarnedMostAreInOrderAndBounded() {
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    compute("app", alpha, 3600, "x", beta, 3600, "x");
    compute("app", alpha, 3600, "x", gamma, 3600, "x");
    compute("app", alpha, 3600, "x", gamma, 3600, "x");
    CreditViews views = grid.get(CreditViews.class);
    Caller operator = new Caller(0, "operator", Role.OPERATOR);

    assertThat(views.topUsers(10, grid.now()))
        .extracting(EarnedView::name)
        .containsExactly("alpha", "gamma", "beta");
    assertThat(views.topUsers(2, grid.now())).hasSize(2);
    assertThat(views.topHosts(operator, 10, grid.now()))
        .extracting(EarnedView::id)
        .containsExactly(alpha, gamma, beta);
    assertThat(views.topHosts(researcher, 10, grid.now())).isEmpty();
  }

  @Test
  void twoNodesThatPayOneHostAtOnceLoseNothing() throws Exception {
    List<Long> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      grid.batch(researcher, "app", "1");
    }
    grid.settle();
    grid.ask(alpha, 8, Set.of()).orders().forEach(order -> results.add(order.resultId()));
    grid.advance(Duration.ofHours(1));
    CyclicBarrier both = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> paying = new ArrayList<>();
      for (List<Long> half : List.of(results.subList(0, 4), results.subList(4, 8))) {
        paying.add(
            threads.submit(
                () -> {
                  await(both);
                  half.forEach(this::pay);
                }));
      }
      for (Future<?> one : paying) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(credit(alpha)).isEqualTo(8);
    // What results say of it is written by others.
    grid.write("UPDATE result SET credit = 1 WHERE host_id = " + alpha);
    assertBooksBalance();
  }

  private void pay(long result) {
    grid.get(Transactions.class)
        .run(
            () -> {
              Credits credits = grid.get(Credits.class);
              Credits.Claim claim = credits.claims(List.of(result)).get(result);
              credits.pay(Map.of(claim, 1.0), grid.now());
            });
  }

  /** Two hosts compute one workunit, each in two hours. */
  private void compute(
      String app, long one, double cpu, String answer, long other, double cpu2, String answer2) {
    grid.batch(researcher, app, "1");
    grid.settle();
    Order first = order(one);
    Order second = order(other);
    grid.advance(Duration.ofHours(2));
    answer(one, first, answer, cpu);
    answer(other, second, answer2, cpu2);
    grid.settle();
  }

  private void answer(long host, Order order, String answer, double seconds) {
    grid.upload(host, order.resultId(), answer);
    Report report =
        new Report(
            order.resultId(),
            Report.Ending.SUCCESS,
            0,
            "",
            "",
            seconds,
            seconds,
            0,
            "namespaces",
            List.of());
    grid.report(host, List.of(report));
  }

  private void app(String name, CreditScheme scheme, double fixed) {
    AppPolicy usual = AppPolicy.DEFAULT;
    App app =
        new App(
            grid.get(Ids.class).next(Ids.Kind.APP),
            name,
            researcher.userId(),
            "bitwise",
            Map.of(),
            "merge",
            Map.of(),
            new AppPolicy(
                usual.weight(),
                usual.beta(),
                usual.redundancy(),
                usual.staticClass(),
                usual.sameVersion(),
                usual.adaptiveQuorum(),
                usual.dailyQuota(),
                usual.maxPerHost(),
                usual.maxPerUser(),
                usual.locality(),
                usual.tail(),
                usual.footprint(),
                scheme,
                fixed));
    grid.get(Transactions.class).run(() -> grid.get(Catalogue.class).add(app, grid.now()));
    grid.version(researcher, name);
  }

  private long version(String app) {
    return grid.get(Transactions.class)
        .call(
            () -> {
              Catalogue catalogue = grid.get(Catalogue.class);
              return catalogue.versionsOf(catalogue.named(app).orElseThrow().id()).get(0).id();
            });
  }

  private void learn(long version, long host, int samples, double ratio) {
    List<PeakAverages.Sample> some =
        Collections.nCopies(samples, new PeakAverages.Sample(version, host, ratio));
    grid.get(Transactions.class).run(() -> grid.get(PeakAverages.class).learn(some));
  }

  private Order order(long host) {
    return grid.ask(host, 1, Set.of()).orders().get(0);
  }

  private double credit(long host) {
    return host(host).credit();
  }

  private HostView host(long id) {
    return hosts().stream().filter(host -> host.id() == id).findFirst().orElseThrow();
  }

  private List<HostView> hosts() {
    Caller operator = new Caller(0, "operator", Role.OPERATOR);
    return grid.get(HostViews.class).page(operator, 0, 100, grid.now()).items();
  }

  /** What results were granted is what hosts earned, and what their users did; to the last bit. */
  private void assertBooksBalance() {
    double granted = sum("SELECT SUM(credit) FROM result");
    assertThat(granted).isPositive();
    assertThat(sum("SELECT SUM(total) FROM earned WHERE earner = 0")).isEqualTo(granted);
    assertThat(sum("SELECT SUM(total) FROM earned WHERE earner = 1")).isEqualTo(granted);
    for (HostView host : hosts()) {
      assertThat(sum("SELECT SUM(credit) FROM result WHERE host_id = " + host.id()))
          .isEqualTo(host.credit());
    }
  }

  private double sum(String query) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getDouble(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
