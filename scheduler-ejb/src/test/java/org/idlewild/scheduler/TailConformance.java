package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppChange;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Appetite;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.work.Outcome;
import org.idlewild.work.ValidateState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last workunits of a batch, on every database. */
abstract class TailConformance extends GridConformance {
  private static final Duration USUAL = Duration.ofMinutes(10);

  private long gamma;
  private long batch;

  @BeforeEach
  void aThirdHost() {
    gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
  }

  @Test
  void theLastWorkunitOnASilentHostGoesToAnotherLongBeforeItsDeadline() {
    long batch = batch(1, 20);
    Order silent = onlyOneLeft(20);

    assertThat(ask(gamma, 1)).as("not slow yet").isEmpty();
    later(Duration.ofMinutes(1));
    List<Order> extra = ask(gamma, 1);

    assertThat(extra).extracting(Order::workunitId).containsExactly(silent.workunitId());
    grid.answer(gamma, extra.get(0), "x");
    grid.settle();
    assertThat(progress(batch).done()).isEqualTo(20);
  }

  @Test
  void whoWasSlowIsToldToDropWhatIsNotNeededAnyMore() {
    Order silent = overtaken();

    assertThat(grid.ask(beta, 0, Set.of(silent.resultId())).abort())
        .containsExactly(silent.resultId());
    assertThat(grid.ask(beta, 0, Set.of()).orders()).as("not sent again").isEmpty();

    assertThat(result(silent).outcome()).isEqualTo(Outcome.DIDNT_NEED);
  }

  @Test
  void whatHasBegunMayEndAndIsPaidThoughAnotherAnsweredFirst() {
    Order silent = overtaken();

    Set<Long> held = Set.of(silent.resultId());
    HostRequest begun = new HostRequest(beta, TestGrid.description(), 0, held, held, List.of());
    Assignment told = grid.ask(begun);
    assertThat(told.abort()).isEmpty();
    assertThat(told.abortUnlessBegun()).isEmpty();
    grid.answer(beta, silent, "x");
    grid.settle();

    assertThat(result(silent).validateState()).isEqualTo(ValidateState.VALID);
  }

  @Test
  void whoDoesNotSayWhatItHasBegunIsToldToDropItUnlessItHas() {
    Order silent = overtaken();

    Set<Long> held = Set.of(silent.resultId());
    HostRequest unsaid =
        new HostRequest(
            beta,
            TestGrid.description(),
            Appetite.ofTasks(0),
            Optional.of(held),
            Optional.empty(),
            List.of());
    Assignment told = grid.ask(unsaid);

    assertThat(told.abort()).isEmpty();
    assertThat(told.abortUnlessBegun()).containsExactly(silent.resultId());
    assertThat(told.orders()).isEmpty();
  }

  @Test
  void whoWasSlowMayStillBringTheAnswerFirst() {
    long batch = batch(1, 20);
    Order silent = onlyOneLeft(20);
    later(USUAL.plusMinutes(1));

    grid.answer(beta, silent, "x");
    grid.settle();

    assertThat(progress(batch).done()).isEqualTo(20);
    assertThat(ask(gamma, 1)).as("what was not sent yet never is").isEmpty();
  }

  @Test
  void aWorkunitGetsOneMoreResultAndNotOneAtEachLook() {
    batch(1, 20);
    Order silent = onlyOneLeft(20);
    IntStream.range(0, 10).forEach(i -> later(USUAL));
    ask(gamma, 1);
    IntStream.range(0, 10).forEach(i -> later(USUAL));

    assertThat(resultsOf(silent)).hasSize(2);
  }

  @Test
  void aSecondAnswerThatASlowHostKeepsAgreementWaitingForComesFromAThird() {
    long batch = batch(2, 20);
    List<Order> first = ask(alpha, 20);
    List<Order> second = ask(beta, 20);
    grid.advance(USUAL);
    first.forEach(order -> answer(alpha, order));
    Order silent = second.get(0);
    second.subList(1, 20).forEach(order -> answer(beta, order));
    grid.settle();

    later(USUAL);
    answer(gamma, ask(gamma, 1).get(0));
    grid.settle();

    assertThat(resultsOf(silent)).hasSize(3);
    assertThat(progress(batch).done()).isEqualTo(20);
  }

  @Test
  void oneMoreResultThatFailsCostsTheWorkunitNothing() {
    long batch = batch(1, 20);
    Order silent = onlyOneLeft(20);
    grid.write("UPDATE workunit SET max_total_results = 2");
    later(USUAL.plusMinutes(1));
    grid.report(gamma, ask(gamma, 1).get(0).resultId(), Report.Ending.FAILED);
    grid.settle();

    assertThat(progress(batch).failed()).as("who was slow may still answer").isZero();
    answer(beta, silent);
    grid.settle();
    assertThat(progress(batch).done()).isEqualTo(20);
  }

  @Test
  void aReliableHostGetsItFirstAndWithLessTime() {
    grid.write(
        "INSERT INTO host_app_version (host_id, app_version_id, consecutive_valid, quota,"
            + " quota_day, sent_that_day, reported, failed, turnaround_millis, pace, pace_samples)"
            + " SELECT "
            + alpha
            + ", id, 12, 0, 0, 0, 12, 0, 1000, 1, 0 FROM app_version");
    batch(1, 20);
    tail(0.1);
    List<Order> quick = ask(alpha, 18);
    ask(beta, 2);
    grid.advance(USUAL);
    quick.forEach(order -> answer(alpha, order));
    later(Duration.ofMinutes(1));

    List<Order> extra = ask(alpha, 1);
    assertThat(extra).hasSize(1);
    assertThat(extra.get(0).deadline()).isEqualTo(Duration.ofHours(12));
    assertThat(ask(gamma, 1)).as("the other one is kept for it").isEmpty();
  }

  @Test
  void whatRestsOrHasNotBeenSentGetsNothing() {
    long paused = batch(1, 20);
    Order silent = onlyOneLeft(20);
    grid.get(Control.class).pauseBatch(researcher, paused, grid.now());
    later(USUAL.plusMinutes(1));
    assertThat(resultsOf(silent)).hasSize(1);

    grid.get(Control.class).resumeBatch(researcher, paused, grid.now());
    later(USUAL);
    assertThat(resultsOf(silent)).hasSize(2);
  }

  @Test
  void anAppMaySayThatABatchHasNoEnd() {
    tail(0);
    batch(1, 20);
    Order silent = onlyOneLeft(20);
    later(USUAL.plusMinutes(1));
    assertThat(resultsOf(silent)).hasSize(1);
  }

  @Test
  void anEndThatIsSaidLaterCountsForBatchesThatAreThere() {
    tail(0);
    long batch = batch(1, 20);
    List<Order> quick = ask(alpha, 17);
    List<Order> slow = ask(beta, 3);
    grid.advance(USUAL);
    quick.forEach(order -> answer(alpha, order));
    grid.settle();
    tail(0.1);
    answer(beta, slow.get(0));
    grid.settle();
    later(USUAL.plusMinutes(1));

    assertThat(ask(gamma, 5))
        .extracting(Order::workunitId)
        .containsExactlyInAnyOrder(slow.get(1).workunitId(), slow.get(2).workunitId());
    assertThat(progress(batch).done()).isEqualTo(18);
  }

  @Test
  void nobodyLooksAtABatchThatHasEnded() {
    batch(1, 20);
    answer(beta, onlyOneLeft(20));
    grid.settle();
    grid.advance(Duration.ofMinutes(1));
    grid.run(PassName.TAIL);
    grid.advance(Duration.ofMinutes(1));

    assertThat(grid.run(PassName.TAIL)).isZero();
  }

  /** All but one are answered, after the usual time; the last one is beta's, who says nothing. */
  private Order onlyOneLeft(int units) {
    List<Order> quick = ask(alpha, units - 1);
    Order silent = ask(beta, 1).get(0);
    grid.advance(USUAL);
    quick.forEach(order -> answer(alpha, order));
    grid.settle();
    return silent;
  }

  /** The same, and somebody else has answered it since. */
  private Order overtaken() {
    batch(1, 20);
    Order silent = onlyOneLeft(20);
    later(USUAL.plusMinutes(1));
    grid.answer(gamma, ask(gamma, 1).get(0), "x");
    grid.settle();
    return silent;
  }

  private void later(Duration time) {
    grid.advance(time);
    grid.settle();
  }

  private long batch(int quorum, int units) {
    List<Unit> all = IntStream.range(0, units).mapToObj(i -> new Unit("u" + i, null)).toList();
    BatchRequest request =
        new BatchRequest("app", null, null, quorum, null, null, null, null, null, all, null);
    batch =
        grid.get(Batches.class).submit(researcher, request, Optional.empty(), grid.now()).batchId();
    grid.settle();
    return batch;
  }

  private void tail(double part) {
    PolicyRequest policy = Said.policy("tail", part);
    grid.get(Apps.class).change(researcher, "app", new AppChange(null, null, policy), grid.now());
  }

  /** Asks for more than it has. */
  private List<Order> ask(long host, int wanted) {
    Set<Long> held =
        results()
            .filter(result -> result.host().filter(id -> id == host).isPresent())
            .map(ResultView::id)
            .collect(Collectors.toSet());
    return grid.ask(host, wanted, held).orders();
  }

  private void answer(long host, Order order) {
    grid.answer(host, order, "x" + order.workunitId());
  }

  private List<ResultView> resultsOf(Order order) {
    return results().filter(result -> result.workunitId() == order.workunitId()).toList();
  }

  private ResultView result(Order order) {
    return results().filter(result -> result.id() == order.resultId()).findFirst().orElseThrow();
  }

  private Stream<ResultView> results() {
    return grid
        .get(BatchViews.class)
        .results(researcher, batch, Optional.empty(), 0, 100)
        .items()
        .stream();
  }

  private Progress progress(long id) {
    return grid.get(BatchViews.class).progress(researcher, id);
  }
}
