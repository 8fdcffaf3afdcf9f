package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.PlanClassRule;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.Dispatch;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.SettableChance;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.report.Reports;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.ExplanationView;
import org.idlewild.scheduler.status.Explanations;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.work.Explanation;
import org.idlewild.work.Hold;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Match;
import org.idlewild.work.StoredFile;
import org.idlewild.work.ValidateState;
import org.junit.jupiter.api.Test;

/** Who gets what, and why not, on every database. */
abstract class RulesConformance extends GridConformance {
  private static final Duration HOUR = Duration.ofHours(1);

  // shares

  @Test
  void twoAppsShareAHostByTheirWeights() {
    app("heavy", policy(300, null, null, null, null, null, null, null));
    batch("heavy", 1, 40);
    batch("app", 1, 40);

    List<Order> orders = ask(alpha, 20);

    assertThat(orders).filteredOn(order -> order.app().equals("heavy")).hasSize(15);
    assertThat(orders).filteredOn(order -> order.app().equals("app")).hasSize(5);
  }

  // likeness

  @Test
  void theFirstHostOfAWorkunitDecidesWhichKindTheOthersAreOf() {
    app("alike", policy(null, null, "system", null, null, null, null, null));
    batch("alike", 2, 1);
    long windows = grid.host(grid.somebody("windows", Role.VOLUNTEER));

    assertThat(ask(alpha, 1)).hasSize(1);
    assertThat(ask(windows, of("Windows 11", Set.of(), false), 1)).isEmpty();
    assertThat(ask(beta, 1)).hasSize(1);
  }

  @Test
  void anErrorWithNothingElseAliveLetsAnotherKindTry() {
    app("alike", policy(null, null, "system", null, null, null, null, null));
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
    app("fast", policy(null, null, null, true, null, null, null, null));
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
    app("few", policy(null, null, null, null, null, 2, null, null));
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
    app("few", policy(null, null, null, null, null, null, 2, 3));
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
    app("new", policy(null, true, null, null, null, null, null, null));
    batch("new", 1, 1);

    assertThat(ask(alpha, 1)).isEmpty();
    assertThat(ask(beta, of("linux", Set.of(), true), 1)).hasSize(1);
  }

  @Test
  void whatAHostCannotDoInTimeGoesToAnother() {
    batch("app", 1, 1);
    grid.write("UPDATE workunit SET flops_estimate = 1e14");
    HostDescription fast = of("linux", Set.of(), false, 1e12);

    assertThat(ask(alpha, of("linux", Set.of(), false, 1e9), 1)).isEmpty();
    assertThat(ask(beta, fast, 1)).hasSize(1);
  }

  // trust

  @Test
  void aHostThatIsNotTrustedIsConfirmedByAnother() {
    app("adaptive", policy(null, null, null, null, 2, null, null, null));
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
    app("adaptive", policy(null, null, null, null, 2, null, null, null));
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
    app("adaptive", policy(null, null, null, null, 2, null, null, null));
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
    app("app2", policy(null, null, null, null, null, null, null, null));
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
    app("app2", policy(null, null, null, null, null, null, null, null));
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

  // failures

  @Test
  void aHostThatFailsAtEverythingIsBarredThenProbedThenBarredForLonger() {
    batch("app", 1, 20);
    ask(alpha, 3).forEach(order -> fail(alpha, order));
    grid.settle();

    assertThat(ask(alpha, 10)).isEmpty();
    grid.advance(HOUR);
    List<Order> probe = ask(alpha, 10);
    assertThat(probe).hasSize(1);
    assertThat(ask(alpha, 10, probe)).as("one at a time").isEmpty();
    fail(alpha, probe.get(0));
    grid.advance(HOUR);
    assertThat(ask(alpha, 10)).as("twice as long").isEmpty();

    grid.advance(HOUR);
    grid.answer(alpha, ask(alpha, 10).get(0), "x");
    assertThat(ask(alpha, 10)).as("a success clears it").hasSize(10);
  }

  @Test
  void aWorkunitThatFailsOnThreeHealthyHostsIsHeldAndTheyKeepTheirStanding() {
    long batch = batch("app", 1, 1);
    List<Long> hosts = hosts(3);
    for (long host : hosts) {
      ask(host, 1).forEach(order -> fail(host, order));
      grid.settle();
    }

    assertThat(grid.get(BatchViews.class).progress(researcher, batch).held()).isEqualTo(1);
    ExplanationView why = explain(batch);
    assertThat(why.reason()).isEqualTo(Explanation.Reason.HELD);
    assertThat(why.sentence()).endsWith(Hold.FAILS_EVERYWHERE.sentence());

    batch("app", 1, 30);
    for (long host : hosts) {
      ask(host, 2).forEach(order -> fail(host, order));
      assertThat(ask(host, 5)).as("two failures of its own are not three").hasSize(5);
    }
  }

  @Test
  void aWorkunitThatEndsSoonerThanItCanIsHeld() {
    long batch = batch("app", 1, 1);
    grid.write("UPDATE workunit SET least_run_millis = 60000");
    grid.answer(alpha, ask(alpha, 1).get(0), "x");
    grid.settle();

    assertThat(explain(batch).sentence()).endsWith(Hold.TOO_SHORT.sentence());
    assertThat(results(batch).get(0).message()).contains("sooner than the 60 s");
  }

  @Test
  void aHostThatRanOutOfMemoryOnOneAppGetsAnother() {
    app("hungry", policy(null, null, null, null, null, null, null, null));
    batch("hungry", 1, 5);
    for (int i = 0; i < 4; i++) {
      ask(alpha, 1).forEach(order -> report(alpha, order, Report.Ending.FAILED, 1L << 40));
    }
    grid.settle();
    assertThat(ask(alpha, 10)).isEmpty();

    batch("app", 1, 3);

    assertThat(ask(alpha, 10)).hasSize(3).extracting(Order::app).containsOnly("app");
  }

  @Test
  void whatTheDesktopsUserEndsCountsAgainstNobody() {
    app("few", policy(null, null, null, null, null, 50, null, null));
    batch("few", 1, 10);
    ask(alpha, 5).forEach(order -> report(alpha, order, Report.Ending.ABORTED, 0));
    grid.settle();

    assertThat(ask(alpha, 5)).hasSize(5);
  }

  @Test
  void aSilentHostPaysWithItsQuota() {
    app("few", policy(null, null, null, null, null, 2, null, null));
    batch("few", 1, 10);
    assertThat(ask(alpha, 10)).hasSize(2);

    grid.advance(Duration.ofDays(2));
    grid.settle();

    assertThat(ask(alpha, 10)).hasSize(1);
  }

  // explanations

  @Test
  void aWaitingWorkunitIsExplainedByWhatEachHostLacks() {
    app("new", policy(null, true, null, null, null, null, null, null));
    long batch = batch("new", 1, 1);

    ExplanationView why = explain(batch);

    assertThat(why.reason()).isEqualTo(Explanation.Reason.NO_MATCH);
    assertThat(why.looked()).isEqualTo(2);
    assertThat(why.obstacles())
        .containsExactly(
            new ExplanationView.Obstacle(Match.NOT_BETA, Match.NOT_BETA.sentence(), 2));
  }

  @Test
  void anIdleHostIsExplainedByWhatWaits() {
    app("new", policy(null, true, null, null, null, null, null, null));
    batch("new", 1, 3);
    Explanations explanations = grid.get(Explanations.class);

    ExplanationView why = explanations.host(alphaOwner, alpha, grid.now());

    assertThat(why.reason()).isEqualTo(Explanation.Reason.NO_MATCH);
    assertThat(why.obstacles())
        .containsExactly(
            new ExplanationView.Obstacle(Match.NOT_BETA, Match.NOT_BETA.sentence(), 3));
    assertRefused(Reason.FORBIDDEN, () -> explanations.host(alphaOwner, beta, grid.now()));
    assertRefused(Reason.NOT_FOUND, () -> explanations.host(alphaOwner, beta + 1000, grid.now()));
  }

  @Test
  void aWorkunitIsExplainedToItsOwnerAlone() {
    long batch = batch("app", 1, 1);
    Caller other = grid.somebody("other", Role.RESEARCHER);
    Explanations explanations = grid.get(Explanations.class);

    assertThat(explain(batch).reason()).isEqualTo(Explanation.Reason.NEXT_CONTACT);
    assertRefused(
        Reason.FORBIDDEN, () -> explanations.workunit(other, workunit(batch), grid.now()));
    assertRefused(Reason.NOT_FOUND, () -> explanations.workunit(other, 1L << 40, grid.now()));
  }

  private ExplanationView explain(long batch) {
    return grid.get(Explanations.class).workunit(researcher, workunit(batch), grid.now());
  }

  private long workunit(long batch) {
    return results(batch).get(0).workunitId();
  }

  /** A policy of which something is said. */
  private static PolicyRequest policy(
      Integer weight,
      Boolean beta,
      String redundancy,
      Boolean sameVersion,
      Integer adaptiveQuorum,
      Integer dailyQuota,
      Integer maxPerHost,
      Integer maxPerUser) {
    return new PolicyRequest(
        weight,
        beta,
        redundancy,
        null,
        sameVersion,
        adaptiveQuorum,
        dailyQuota,
        maxPerHost,
        maxPerUser,
        null,
        null,
        null,
        null,
        null);
  }

  private void app(String name, PolicyRequest policy) {
    grid.app(researcher, new AppRequest(name, null, null, null, null, policy));
  }

  private void version(String app, PlanClassRule plan) {
    StoredFile program = grid.keep(researcher, new byte[] {'P', 'K', 3, 4, 'f', 'a', 's', 't'});
    grid.get(Apps.class)
        .addVersion(
            researcher,
            app,
            new Manifest(
                1,
                "java",
                "fast.jar",
                null,
                List.of(new ManifestFile("fast.jar", null)),
                List.of(new OutputRule("stdout", 1000, true)),
                null,
                plan,
                null),
            Map.of("fast.jar", program),
            grid.now());
  }

  private long batch(String app, int quorum, int units) {
    List<Unit> all = IntStream.range(0, units).mapToObj(i -> new Unit("u" + i, null)).toList();
    BatchRequest request =
        new BatchRequest(app, null, null, quorum, null, null, null, null, null, all, null);
    long batch =
        grid.get(Batches.class).submit(researcher, request, Optional.empty(), grid.now()).batchId();
    grid.settle();
    return batch;
  }

  private List<Long> hosts(int count) {
    List<Long> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hosts.add(grid.host(grid.somebody("user" + i, Role.VOLUNTEER)));
    }
    return hosts;
  }

  /** A history without a fault, with every app version there is. */
  private void makeReliable(long host) {
    grid.write(
        "INSERT INTO host_app_version (host_id, app_version_id, consecutive_valid, quota,"
            + " quota_day, sent_that_day, reported, failed, turnaround_millis, pace, pace_samples)"
            + " SELECT "
            + host
            + ", id, 12, 0, 0, 0, 12, 0, 1000, 1, 0 FROM app_version");
  }

  private List<Order> ask(long host, int wanted) {
    return ask(host, TestGrid.description(), wanted);
  }

  private List<Order> ask(long host, int wanted, List<Order> held) {
    Set<Long> ids = held.stream().map(Order::resultId).collect(Collectors.toSet());
    return grid.ask(host, wanted, ids).orders();
  }

  private List<Order> ask(long host, HostDescription description, int wanted) {
    return grid.get(Dispatch.class)
        .request(new HostRequest(host, description, wanted, Set.of()), grid.now())
        .orders();
  }

  private static HostDescription of(String system, Set<String> features, boolean beta) {
    return of(system, features, beta, 1e9);
  }

  private static HostDescription of(
      String system, Set<String> features, boolean beta, double flops) {
    HostDescription plain = TestGrid.description();
    return new HostDescription(
        plain.name(),
        plain.agentVersion(),
        system,
        plain.osVersion(),
        plain.architecture(),
        plain.processorModel(),
        plain.processors(),
        flops,
        plain.memoryBytes(),
        plain.diskFreeBytes(),
        plain.platforms(),
        plain.sandboxes(),
        plain.unsandboxed(),
        features,
        plain.onFraction(),
        beta);
  }

  private void fail(long host, Order order) {
    report(host, order, Report.Ending.FAILED, 0);
  }

  private void report(long host, Order order, Report.Ending ending, long peakMemory) {
    Report report =
        new Report(order.resultId(), ending, 1, "", "", 1, 1, peakMemory, "namespaces", List.of());
    grid.get(Reports.class).report(host, List.of(report), grid.now());
  }

  private long done(long batch) {
    return grid.get(BatchViews.class).progress(researcher, batch).done();
  }

  private List<ResultView> results(long batch) {
    return grid.get(BatchViews.class).results(researcher, batch, Optional.empty(), 0, 100).items();
  }
}
