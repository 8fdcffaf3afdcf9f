package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppChange;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.WorkunitView;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.WorkunitPages;
import org.idlewild.work.Workunit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work that is meant for some hosts, and what is known of workunits, on every database. */
abstract class TargetsConformance extends GridConformance {
  private static final TargetRequest EVERY_HOST = new TargetRequest(null, null, true);

  @Test
  void whatIsKnownOfAWorkunitIsKeptAndShown() {
    long batch =
        submit(
            null,
            new Unit("one", null, 2.5e12, 60L, null),
            new Unit("two", null, null, null, host(alpha)),
            new Unit("three", null, null, null, user("beta")));

    assertThat(workunits(batch))
        .extracting(
            WorkunitView::flopsEstimate,
            WorkunitView::leastRunSeconds,
            WorkunitView::targetHost,
            WorkunitView::targetUser)
        .containsExactly(
            tuple(2.5e12, 60L, Optional.empty(), Optional.empty()),
            tuple(0.0, 0L, Optional.of(alpha), Optional.empty()),
            tuple(0.0, 0L, Optional.empty(), Optional.of("beta")));
  }

  @Test
  void aWorkunitForOneHostIsComputedThereOnce() {
    long batch = submit(null, new Unit("one", null, null, null, host(alpha)));

    Workunit.Rules rules = rules(batch, 0);
    assertThat(rules.minQuorum()).isEqualTo(1);
    assertThat(rules.targetResults()).isEqualTo(1);
    assertThat(rules.maxTotalResults()).isEqualTo(1);
    assertThat(grid.get(BatchViews.class).batch(researcher, batch).quorum()).isEqualTo(1);
  }

  @Test
  void aWorkunitForOneHostWaitsForNobodyToConfirmIt() {
    PolicyRequest adaptive = Said.policy("adaptiveQuorum", 2);
    grid.get(Apps.class).change(researcher, "app", new AppChange(null, null, adaptive), grid.now());
    long batch = submit(null, new Unit("one", null, null, null, host(alpha)));
    grid.settle();

    grid.answer(alpha, grid.ask(alpha, 1, Set.of()).orders().get(0), "x");
    grid.settle();

    assertThat(rules(batch, 0).minQuorum()).isEqualTo(1);
    assertThat(grid.get(BatchViews.class).batch(researcher, batch).ended()).isPresent();
  }

  @Test
  void aWorkunitForAUserMayWantSeveralOfHisHostsToAgree() {
    Caller three = grid.somebody("three", Role.VOLUNTEER);
    IntStream.range(0, 3).forEach(i -> grid.host(three));
    Unit unit = new Unit("one", null, null, null, user("three"));

    assertThat(rules(submit(null, unit), 0).minQuorum()).isEqualTo(1);
    long agreed = submit(3, unit);
    assertThat(rules(agreed, 0).minQuorum()).isEqualTo(3);
    assertThat(rules(agreed, 0).maxTotalResults()).isEqualTo(3);
    assertThat(assertRefused(Reason.MALFORMED, () -> submit(4, unit)))
        .hasMessage("the user of workunit 0 has fewer hosts (3) than the quorum of 4");
  }

  @Test
  void othersOfTheBatchKeepTheirQuorum() {
    long batch = submit(3, new Unit("one", null), new Unit("two", null, null, null, host(alpha)));

    assertThat(rules(batch, 0).minQuorum()).isEqualTo(3);
    assertThat(rules(batch, 1).minQuorum()).isEqualTo(1);
    assertThat(grid.get(BatchViews.class).batch(researcher, batch).quorum()).isEqualTo(3);
  }

  @Test
  void aQuorumOfHostsThatAreEachAloneIsRefused() {
    assertRefused(
        Reason.MALFORMED, () -> submit(2, new Unit("one", null, null, null, host(alpha))));
    assertRefused(Reason.MALFORMED, () -> submit(2, new Unit("one", null, null, null, EVERY_HOST)));
    submit(1, new Unit("one", null, null, null, EVERY_HOST));
  }

  @Test
  void workForEveryHostIsMadeForEachThatWasInContactLately() {
    grid.advance(Duration.ofDays(8));
    grid.ask(beta, 0, Set.of());
    long late = grid.host(grid.somebody("late", Role.VOLUNTEER));

    long batch =
        submit(
            null,
            new Unit("one", null, null, null, EVERY_HOST),
            new Unit("two", null),
            new Unit("three", null, null, null, EVERY_HOST));

    assertThat(workunits(batch))
        .extracting(WorkunitView::parameter, WorkunitView::targetHost)
        .containsExactly(
            tuple("one", Optional.of(beta)),
            tuple("one", Optional.of(late)),
            tuple("two", Optional.empty()),
            tuple("three", Optional.of(beta)),
            tuple("three", Optional.of(late)));
  }

  @Test
  void workForEveryHostOfAGridWithoutHostsThatFitIsRefused() {
    PolicyRequest beta = Said.policy("beta", true);
    grid.get(Apps.class).change(researcher, "app", new AppChange(null, null, beta), grid.now());

    assertThat(
            assertRefused(
                Reason.CONFLICT, () -> submit(null, new Unit("one", null, null, null, EVERY_HOST))))
        .hasMessageContaining("no host that runs the app");
  }

  @Test
  void aBatchForEveryHostHasALimitToo() {
    Unit[] units = new Unit[50_001];
    Arrays.fill(units, new Unit("one", null, null, null, EVERY_HOST));

    assertThat(assertRefused(Reason.MALFORMED, () -> submit(null, units)))
        .hasMessageContaining("100002 workunits");
  }

  @Test
  void whoIsNotThereIsSaidToBeMissing() {
    assertThat(refused(Reason.NOT_FOUND, host(999_999_999L)))
        .hasMessage("there is no host 999999999");
    assertThat(refused(Reason.NOT_FOUND, user("nobody"))).hasMessage("there is no user 'nobody'");
    assertThat(refused(Reason.CONFLICT, user("researcher")))
        .hasMessage("the user 'researcher' has no host");
  }

  @ParameterizedTest
  @CsvSource({",,", "1,a,", "1,,true", ",a,true", "1,a,true", ",,false", "1,,false"})
  void aTargetIsExactlyOneOfThree(Long host, String user, Boolean everyHost) {
    assertThat(refused(Reason.MALFORMED, new TargetRequest(host, user, everyHost)))
        .hasMessageStartingWith("a target is one of");
  }

  @ParameterizedTest
  @CsvSource({
    "-1,, flopsEstimate",
    "NaN,, flopsEstimate",
    "Infinity,, flopsEstimate",
    "1.1e24,, flopsEstimate",
    ",-1, leastRunSeconds",
    ",31536001, leastRunSeconds",
    ",14400, leastRunSeconds"
  })
  void whatAWorkunitTakesHasBounds(Double flops, Long leastRun, String named) {
    assertThat(
            assertRefused(
                Reason.MALFORMED,
                () ->
                    submit(
                        null, new Unit("one", null), new Unit("two", null, flops, leastRun, null))))
        .hasMessageStartingWith("the " + named + " of workunit 1 ");
  }

  // who gets it

  @Test
  void workForOneHostGoesToThatHostAlone() {
    long second = grid.host(alphaOwner);
    long batch = submit(null, unit("one", host(beta)), unit("two", host(beta)));
    grid.settle();

    assertThat(List.of(ask(alpha, 10), ask(second, 10))).containsOnly(List.of());
    assertThat(answer(beta, 1)).containsExactly("one");
    assertThat(answer(beta, 10)).containsExactly("two");
    assertThat(done(batch)).isEqualTo(2);
  }

  @Test
  void workForAUserGoesToThatUsersHostsAlone() {
    long second = grid.host(alphaOwner);
    long batch = submit(null, unit("one", user("alpha")), unit("two", user("alpha")));
    grid.settle();

    assertThat(ask(beta, 10)).isEmpty();
    assertThat(answer(second, 1)).containsExactly("one");
    assertThat(answer(alpha, 10)).containsExactly("two");
    assertThat(done(batch)).isEqualTo(2);
  }

  @Test
  void severalOfAUsersHostsComputeWhatAgreementAsksFor() {
    long second = grid.host(alphaOwner);
    long batch = submit(2, unit("one", user("alpha")));
    grid.settle();

    assertThat(answer(alpha, 10)).containsExactly("one");
    assertThat(ask(alpha, 10)).as("not twice on one host").isEmpty();
    assertThat(ask(beta, 10)).isEmpty();
    assertThat(answer(second, 10)).containsExactly("one");
    assertThat(done(batch)).isEqualTo(1);
  }

  @Test
  void workForEveryHostReachesEachOnceAndNobodyWhoCameLater() {
    long batch = submit(null, unit("one", EVERY_HOST), unit("two", EVERY_HOST));
    grid.settle();
    long late = grid.host(grid.somebody("late", Role.VOLUNTEER));

    assertThat(ask(late, 10)).isEmpty();
    assertThat(answer(alpha, 10)).containsExactly("one", "two");
    assertThat(answer(beta, 10)).containsExactly("one", "two");
    assertThat(List.of(ask(alpha, 10), ask(beta, 10))).containsOnly(List.of());
    assertThat(done(batch)).isEqualTo(4);
  }

  @Test
  void workForAHostDoesNotWaitBehindOtherPeoplesWork() {
    submit(1, IntStream.range(0, 300).mapToObj(i -> new Unit("u" + i, null)).toArray(Unit[]::new));
    submit(null, unit("mine", host(beta)));
    grid.settle();

    assertThat(answer(beta, 1)).containsExactly("mine");
  }

  @Test
  void workForAHostThatFailsThereGoesNowhereElse() {
    long batch = submit(null, unit("one", host(beta)));
    grid.settle();
    grid.report(beta, ask(beta, 1).get(0).resultId(), Report.Ending.FAILED);
    grid.settle();

    assertThat(List.of(ask(alpha, 10), ask(beta, 10))).containsOnly(List.of());
    assertThat(grid.get(BatchViews.class).progress(researcher, batch).failed()).isEqualTo(1);
  }

  private static Unit unit(String parameter, TargetRequest target) {
    return new Unit(parameter, null, null, null, target);
  }

  private List<Order> ask(long host, int wanted) {
    return grid.ask(host, wanted, Set.of()).orders();
  }

  /** What the host got, and answered. */
  private List<String> answer(long host, int wanted) {
    List<Order> orders = ask(host, wanted);
    orders.forEach(order -> grid.answer(host, order, "x"));
    grid.settle();
    return orders.stream().map(order -> order.arguments().get(0)).toList();
  }

  private long done(long batch) {
    return grid.get(BatchViews.class).progress(researcher, batch).done();
  }

  private Refused refused(Reason reason, TargetRequest target) {
    return assertRefused(reason, () -> submit(null, new Unit("one", null, null, null, target)));
  }

  private long submit(Integer quorum, Unit... units) {
    BatchRequest request =
        new BatchRequest(
            "app", null, null, quorum, null, null, null, null, null, List.of(units), null);
    return grid.get(Batches.class)
        .submit(researcher, request, Optional.empty(), grid.now())
        .batchId();
  }

  private List<WorkunitView> workunits(long batch) {
    return grid.get(BatchViews.class).workunits(researcher, batch, 0, 100).items();
  }

  private Workunit.Rules rules(long batch, int index) {
    return grid.get(Transactions.class)
        .call(() -> grid.get(WorkunitPages.class).page(batch, index, 1).get(0).workunit().rules());
  }

  private static TargetRequest host(long id) {
    return new TargetRequest(id, null, null);
  }

  private static TargetRequest user(String name) {
    return new TargetRequest(null, name, null);
  }
}
