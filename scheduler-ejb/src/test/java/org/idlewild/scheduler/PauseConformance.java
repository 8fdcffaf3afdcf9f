package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.HostControl;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.Suspension;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.HostViews;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.scheduler.status.WorkunitView;
import org.idlewild.work.Hold;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.junit.jupiter.api.Test;

/** Pausing, resuming and aborting batches, workunits and hosts; on every database. */
abstract class PauseConformance extends GridConformance {
  private static final Caller OPERATOR = new Caller(0, "operator", Role.OPERATOR);

  @Test
  void nothingOfAPausedBatchIsSentUntilItIsResumed() {
    long batch = batch("one", "two");

    control().pauseBatch(researcher, batch, grid.now());
    grid.settle();

    assertThat(ask(alpha).orders()).isEmpty();
    assertThat(states(batch)).containsOnly(ServerState.INACTIVE);
    assertThat(progress(batch)).isEqualTo(new Progress(2, 0, 0, 0, 0, 0, 0, 0, 2));
    assertThat(views().batch(researcher, batch).paused()).isTrue();
    control().resumeBatch(researcher, batch, grid.now());
    assertThat(states(batch)).containsOnly(ServerState.UNSENT);
    grid.settle();
    assertThat(ask(alpha).orders()).hasSize(2);
    assertThat(views().batch(researcher, batch).paused()).isFalse();
  }

  @Test
  void resultsThatAreMadeWhileTheBatchIsPausedWaitAsWell() {
    long batch = grid.batch(researcher, "app", "one");
    control().pauseBatch(researcher, batch, grid.now());

    grid.settle();

    assertThat(states(batch)).containsExactly(ServerState.INACTIVE, ServerState.INACTIVE);
    assertThat(ask(alpha).orders()).isEmpty();
  }

  @Test
  void whatAHostHasOfAPausedBatchIsSuspendedAndGoesOnWhenTheBatchDoes() {
    long batch = batch("one");
    long result = ask(alpha).orders().get(0).resultId();

    control().pauseBatch(researcher, batch, grid.now());
    assertThat(ask(alpha, result).suspend())
        .containsExactly(new Suspension(result, "its batch is paused"));
    assertThat(ask(alpha, result).abort()).isEmpty();

    control().resumeBatch(researcher, batch, grid.now());
    assertThat(ask(alpha, result).suspend()).isEmpty();
  }

  @Test
  void aDeadlineMovesByTheTimeThatItsBatchWasPaused() {
    long batch = batch("one");
    ask(alpha);
    grid.advance(Duration.ofHours(23));
    control().pauseBatch(researcher, batch, grid.now());
    grid.settle();
    grid.advance(Duration.ofDays(30));
    grid.settle();
    assertThat(outcomes(batch)).containsOnly(Outcome.INIT);

    control().resumeBatch(researcher, batch, grid.now());
    grid.settle();
    grid.advance(Duration.ofHours(1));
    grid.settle();
    assertThat(outcomes(batch)).containsOnly(Outcome.INIT);
    grid.advance(Duration.ofMillis(1));
    grid.settle();

    assertThat(outcomes(batch)).contains(Outcome.NO_REPLY);
  }

  @Test
  void whatAHostLostOfAPausedBatchIsOrderedAgainWhenItIsResumed() {
    long batch = batch("one");
    long result = ask(alpha).orders().get(0).resultId();
    control().pauseBatch(researcher, batch, grid.now());
    assertThat(ask(alpha).orders()).isEmpty();

    control().resumeBatch(researcher, batch, grid.now());

    assertThat(ask(alpha).orders()).extracting(Order::resultId).containsExactly(result);
  }

  @Test
  void whatAHostFinishesOfAPausedBatchCountsAllTheSame() {
    long batch = batch("one");
    Order one = ask(alpha).orders().get(0);
    Order other = ask(beta).orders().get(0);
    control().pauseBatch(researcher, batch, grid.now());

    grid.answer(alpha, one, "x");
    grid.answer(beta, other, "x");
    grid.settle();

    assertThat(progress(batch)).isEqualTo(new Progress(1, 0, 0, 0, 0, 1, 0, 0, 0));
  }

  @Test
  void aWorkunitThatIsHeldByItselfStaysHeldWhenItsBatchGoesOn() {
    long batch = batch("one", "two");
    long held = workunits(batch).get(0).id();
    control().pauseWorkunit(researcher, held, grid.now());
    control().pauseBatch(researcher, batch, grid.now());
    control().resumeBatch(researcher, batch, grid.now());
    grid.settle();

    assertThat(progress(batch)).isEqualTo(new Progress(2, 1, 0, 0, 0, 0, 0, 0, 1));
    assertThat(workunits(batch).get(0).hold()).contains(Hold.OWNER);
    assertThat(ask(alpha).orders()).extracting(Order::workunitId).doesNotContain(held);
    control().resumeWorkunit(researcher, held, grid.now());
    grid.settle();
    assertThat(ask(beta).orders()).extracting(Order::workunitId).contains(held);
  }

  @Test
  void aWorkunitThatIsResumedInAPausedBatchWaitsForTheBatch() {
    long batch = batch("one");
    long unit = workunits(batch).get(0).id();
    control().pauseBatch(researcher, batch, grid.now());
    control().pauseWorkunit(researcher, unit, grid.now());

    control().resumeWorkunit(researcher, unit, grid.now());
    grid.settle();
    assertThat(ask(alpha).orders()).isEmpty();

    control().resumeBatch(researcher, batch, grid.now());
    grid.settle();
    assertThat(ask(alpha).orders()).hasSize(1);
  }

  @Test
  void anAbortedWorkunitEndsAndTheRestOfItsBatchIsAnswered() {
    long batch = batch("one", "two");
    Order lost = ask(alpha).orders().get(0);

    control().abortWorkunit(researcher, lost.workunitId(), grid.now());
    grid.settle();
    assertThat(ask(alpha, lost.resultId()).abort()).contains(lost.resultId());
    finish(batch);

    assertThat(progress(batch)).isEqualTo(new Progress(2, 0, 0, 0, 0, 1, 0, 1, 0));
    assertThat(views().batch(researcher, batch).state()).isEqualTo("COMPLETE");
  }

  @Test
  void aPausedBatchCanBeCancelled() {
    long batch = batch("one");
    ask(alpha);
    control().pauseBatch(researcher, batch, grid.now());

    grid.get(Batches.class).cancel(researcher, batch, grid.now());
    grid.settle();

    assertThat(progress(batch)).isEqualTo(new Progress(1, 0, 0, 0, 0, 0, 0, 1, 0));
    assertThat(views().batch(researcher, batch).state()).isEqualTo("CANCELLED");
  }

  @Test
  void aPausedHostGetsNothingAndSuspendsWhatItHasButItsDeadlineRunsOn() {
    long batch = batch("one", "two");
    long result = grid.ask(alpha, 1, Set.of()).orders().get(0).resultId();

    hosts().pause(alphaOwner, alpha);
    Assignment answer = ask(alpha, result);
    assertThat(answer.orders()).isEmpty();
    assertThat(answer.suspend()).containsExactly(new Suspension(result, "this host is paused"));
    assertThat(grid.get(HostViews.class).host(alphaOwner, alpha, grid.now()).paused()).isTrue();
    grid.advance(Duration.ofDays(1).plusMillis(1));
    grid.settle();
    assertThat(outcomes(batch)).contains(Outcome.NO_REPLY);

    hosts().resume(alphaOwner, alpha);
    assertThat(ask(alpha, result).suspend()).isEmpty();
    assertThat(grid.get(HostViews.class).host(alphaOwner, alpha, grid.now()).paused()).isFalse();
  }

  @Test
  void whatAHostGivesUpIsReplacedAndItIsToldToDropIt() {
    long batch = batch("one");
    Order order = ask(alpha).orders().get(0);

    hosts().abort(alphaOwner, alpha, grid.now());
    grid.settle();

    assertThat(outcomes(batch)).contains(Outcome.CLIENT_DETACHED);
    assertThat(states(batch)).filteredOn(ServerState.UNSENT::equals).hasSize(2);
    assertThat(ask(alpha, order.resultId()).abort()).containsExactly(order.resultId());
    assertThat(grid.report(alpha, order.resultId(), Report.Ending.SUCCESS))
        .containsExactly(order.resultId());
    assertThat(outcomes(batch)).doesNotContain(Outcome.SUCCESS);
  }

  @Test
  void onlyWhoseItIsMayPauseIt() {
    long batch = batch("one");
    long unit = workunits(batch).get(0).id();
    Caller other = grid.somebody("other", Role.RESEARCHER);

    assertRefused(Reason.FORBIDDEN, () -> control().pauseBatch(other, batch, grid.now()));
    assertRefused(Reason.FORBIDDEN, () -> control().abortWorkunit(other, unit, grid.now()));
    assertRefused(Reason.FORBIDDEN, () -> hosts().pause(other, alpha));
    assertRefused(Reason.NOT_FOUND, () -> control().pauseBatch(researcher, batch + 99, grid.now()));
    assertRefused(
        Reason.NOT_FOUND, () -> control().pauseWorkunit(researcher, unit + 9999, grid.now()));
    assertRefused(Reason.NOT_FOUND, () -> hosts().abort(OPERATOR, alpha + 9999, grid.now()));
    control().pauseBatch(OPERATOR, batch, grid.now());
    hosts().pause(OPERATOR, alpha);
    assertThat(views().batch(researcher, batch).paused()).isTrue();
  }

  @Test
  void pausingAndResumingTwiceDoesNothingMore() {
    long batch = batch("one");
    long unit = workunits(batch).get(0).id();
    for (int i = 0; i < 2; i++) {
      control().pauseBatch(researcher, batch, grid.now());
      control().pauseWorkunit(researcher, unit, grid.now());
      hosts().pause(OPERATOR, alpha);
    }
    for (int i = 0; i < 2; i++) {
      control().resumeBatch(researcher, batch, grid.now());
      control().resumeWorkunit(researcher, unit, grid.now());
      hosts().resume(OPERATOR, alpha);
    }
    grid.settle();

    finish(batch);
    assertThat(progress(batch)).isEqualTo(new Progress(1, 0, 0, 0, 0, 1, 0, 0, 0));
    control().pauseBatch(researcher, batch, grid.now());
    control().pauseWorkunit(researcher, unit, grid.now());
    assertThat(progress(batch)).isEqualTo(new Progress(1, 0, 0, 0, 0, 1, 0, 0, 0));
    assertThat(views().batch(researcher, batch).paused()).isFalse();
  }

  /** The transitioner and the verbs meet: whoever comes second decides again. */
  @Test
  void aBatchThatIsPausedWhileItsResultsAreMadeSendsNone() {
    for (int round = 0; round < 5; round++) {
      long batch = grid.batch(researcher, "app", "one", "two", "three");
      LongStream.of(1, 2)
          .parallel()
          .forEach(
              side -> {
                if (side == 1) {
                  grid.run(PassName.TRANSITIONER);
                } else {
                  control().pauseBatch(researcher, batch, grid.now());
                }
              });
      grid.settle();
      assertThat(states(batch)).hasSize(6).containsOnly(ServerState.INACTIVE);
    }
  }

  private void finish(long batch) {
    grid.settle();
    for (long host : List.of(alpha, beta, newHost("gamma"), newHost("delta"))) {
      ask(host).orders().forEach(order -> grid.answer(host, order, "x"));
      grid.settle();
    }
    assertThat(views().batch(researcher, batch).ended()).isPresent();
  }

  private long newHost(String user) {
    return grid.host(grid.somebody(user, Role.VOLUNTEER));
  }

  private long batch(String... parameters) {
    long batch = grid.batch(researcher, "app", parameters);
    grid.settle();
    return batch;
  }

  private Assignment ask(long host, long... held) {
    return grid.ask(host, 10, Set.copyOf(LongStream.of(held).boxed().toList()));
  }

  private Control control() {
    return grid.get(Control.class);
  }

  private HostControl hosts() {
    return grid.get(HostControl.class);
  }

  private BatchViews views() {
    return grid.get(BatchViews.class);
  }

  private Progress progress(long batch) {
    return views().progress(researcher, batch);
  }

  private List<WorkunitView> workunits(long batch) {
    return views().workunits(researcher, batch, 0, 100).items();
  }

  private List<ResultView> results(long batch) {
    return views().results(researcher, batch, Optional.empty(), 0, 100).items();
  }

  private List<ServerState> states(long batch) {
    return results(batch).stream().map(ResultView::serverState).toList();
  }

  private List<Outcome> outcomes(long batch) {
    return results(batch).stream().map(ResultView::outcome).toList();
  }
}
