package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.HostAccess;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.work.Outcome;
import org.junit.jupiter.api.Test;

/** What hosts should not say, and what they are answered; on every database. */
abstract class BadInputConformance extends GridConformance {

  @Test
  void aReportThatComesTwiceIsAcknowledgedTwiceAndCountsAsItCameFirst() {
    long batch = batch("one");
    Order order = take(alpha);
    grid.answer(alpha, order, "x");

    assertThat(grid.report(alpha, order.resultId(), Report.Ending.FAILED))
        .containsExactly(order.resultId());

    assertThat(outcomes(batch)).contains(Outcome.SUCCESS).doesNotContain(Outcome.CLIENT_ERROR);
  }

  @Test
  void aReportOfAnotherHostsResultIsAcknowledgedAndDropped() {
    long batch = batch("one");
    Order order = take(alpha);

    assertThat(grid.report(beta, order.resultId(), Report.Ending.FAILED))
        .containsExactly(order.resultId());
    assertThat(grid.report(beta, order.resultId() + 9999, Report.Ending.FAILED)).hasSize(1);

    assertThat(outcomes(batch)).containsOnly(Outcome.INIT);
  }

  @Test
  void anAnswerToAUnitOfAnotherBatchThatTheHostNeverHadIsNotTaken() {
    batch("one");
    Order order = take(alpha);
    long other = batch("two");
    long result = results(other).get(0).id();

    assertRefused(Reason.NOT_FOUND, () -> grid.upload(alpha, result, "x"));
    assertThat(grid.report(alpha, result, Report.Ending.SUCCESS)).containsExactly(result);

    assertThat(outcomes(other)).containsOnly(Outcome.INIT);
    assertThat(grid.answer(alpha, order, "x")).containsExactly(order.resultId());
  }

  @Test
  void anUploadAfterACancelIsTakenUntilTheHostIsToldAndRefusedOnceTheResultIsOver() {
    long batch = batch("one");
    Order order = take(alpha);
    grid.get(Batches.class).cancel(researcher, batch, grid.now());
    grid.settle();

    assertThatCode(() -> grid.upload(alpha, order.resultId(), "x")).doesNotThrowAnyException();
    assertThat(grid.ask(alpha, 0, Set.of(order.resultId())).abort())
        .containsExactly(order.resultId());
    assertThat(grid.ask(alpha, 0, Set.of()).orders()).isEmpty();

    assertRefused(Reason.GONE, () -> grid.upload(alpha, order.resultId(), "y"));
    assertThat(grid.report(alpha, order.resultId(), Report.Ending.SUCCESS))
        .containsExactly(order.resultId());
    assertThat(outcomes(batch)).containsOnly(Outcome.DIDNT_NEED);
  }

  @Test
  void ofTwoAgentsWithOneIdentityTheOneThatIsBehindIsToldToEnrolAnew() {
    poll(1, "original");
    poll(2, "original");
    assertThatCode(() -> poll(2, "original")).as("repeated on its way").doesNotThrowAnyException();

    assertRefused(Reason.CONFLICT, () -> poll(2, "copy"));
    assertRefused(Reason.CONFLICT, () -> poll(1, "original"));

    poll(3, "original");
    assertThatCode(() -> grid.get(HostAccess.class).poll(beta, 1, "other"))
        .doesNotThrowAnyException();
  }

  private void poll(long number, String instance) {
    grid.get(HostAccess.class).poll(alpha, number, instance);
  }

  private long batch(String parameter) {
    long batch = grid.batch(researcher, "app", parameter);
    grid.settle();
    return batch;
  }

  private Order take(long host) {
    return grid.ask(host, 1, Set.of()).orders().get(0);
  }

  private List<ResultView> results(long batch) {
    return grid.get(BatchViews.class).results(researcher, batch, Optional.empty(), 0, 100).items();
  }

  private List<Outcome> outcomes(long batch) {
    return results(batch).stream().map(ResultView::outcome).toList();
  }
}
