package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.time.Duration;
import java.util.List;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.ExplanationView;
import org.idlewild.scheduler.status.Explanations;
import org.idlewild.scheduler.status.WorkunitView;
import org.idlewild.work.Explanation;
import org.idlewild.work.Hold;
import org.idlewild.work.Match;
import org.idlewild.work.WorkunitError;
import org.junit.jupiter.api.Test;

/** What becomes of failures, and why something waits, on every database. */
abstract class FailuresConformance extends AskingConformance {
  private static final Duration HOUR = Duration.ofHours(1);

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
    failOnEach(hosts);

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
  void aWorkunitThatFailedAfterItsHoldCannotBeResumed() {
    long batch = batch("app", 1, 1);
    failOnEach(hosts(3));
    grid.advance(Duration.ofDays(8));
    grid.settle();
    assertThat(held(batch).errors()).containsExactly(WorkunitError.TOO_MANY_ERROR);

    grid.get(Control.class).resumeWorkunit(researcher, workunit(batch), grid.now());

    assertThat(held(batch).hold()).as("why it failed").contains(Hold.FAILS_EVERYWHERE);
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
    app("hungry", PolicyRequest.NOTHING);
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
    app("few", Said.policy("dailyQuota", 50));
    batch("few", 1, 10);
    ask(alpha, 5).forEach(order -> report(alpha, order, Report.Ending.ABORTED, 0));
    grid.settle();

    assertThat(ask(alpha, 5)).hasSize(5);
  }

  @Test
  void aSilentHostPaysWithItsQuota() {
    app("few", Said.policy("dailyQuota", 2));
    batch("few", 1, 10);
    assertThat(ask(alpha, 10)).hasSize(2);

    grid.advance(Duration.ofDays(2));
    grid.settle();

    assertThat(ask(alpha, 10)).hasSize(1);
  }

  // explanations

  @Test
  void aWaitingWorkunitIsExplainedByWhatEachHostLacks() {
    app("new", Said.policy("beta", true));
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
    app("new", Said.policy("beta", true));
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

  private void failOnEach(List<Long> hosts) {
    for (long host : hosts) {
      ask(host, 1).forEach(order -> fail(host, order));
      grid.settle();
    }
  }

  private WorkunitView held(long batch) {
    return grid.get(BatchViews.class).workunit(researcher, workunit(batch));
  }

  private ExplanationView explain(long batch) {
    return grid.get(Explanations.class).workunit(researcher, workunit(batch), grid.now());
  }
}
