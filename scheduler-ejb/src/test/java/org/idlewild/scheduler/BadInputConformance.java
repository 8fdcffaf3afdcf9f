package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.batch.AppChange;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Footprint;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.contact.Contact;
import org.idlewild.scheduler.contact.Contacts;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.HostViews;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThatCode(() -> poll(beta, 1, "other")).doesNotThrowAnyException();
  }

  @Test
  void theMostThatAHostMaySayIsTakenAndBreaksNothing() {
    long batch = batch("one");
    for (long host : List.of(alpha, beta)) {
      Order order = grid.ask(boast(host)).orders().get(0);
      grid.upload(host, order.resultId(), "x");
      Report report =
          new Report(
              order.resultId(),
              Report.Ending.SUCCESS,
              0,
              "",
              "",
              1e10,
              1e10,
              1L << 60,
              "namespaces",
              List.of());
      grid.report(host, List.of(report));
      grid.settle();
    }

    assertThat(outcomes(batch)).containsOnly(Outcome.SUCCESS);
    assertThat(grid.get(BatchViews.class).progress(researcher, batch).done()).isEqualTo(1);
    assertThat(grid.get(HostViews.class).host(alphaOwner, alpha, grid.now()).credit())
        .isBetween(0.0, 1e12);
    batch("two");
    assertThat(grid.ask(alpha, 1, Set.of()).orders()).as("the grid goes on").hasSize(1);
  }

  private static HostRequest boast(long host) {
    HostDescription plain = TestGrid.description();
    return new HostRequest(
        host,
        new HostDescription(
            plain.name(),
            plain.agentVersion(),
            plain.osName(),
            plain.osVersion(),
            plain.architecture(),
            plain.processorModel(),
            65_536,
            1e18,
            1L << 60,
            1L << 60,
            plain.platforms(),
            plain.sandboxes(),
            plain.unsandboxed(),
            plain.features(),
            Double.MIN_VALUE,
            plain.beta()),
        1000,
        Set.of());
  }

  @ParameterizedTest
  @ValueSource(classes = {BatchRequest.class, Unit.class, PolicyRequest.class, Footprint.class})
  void everyNumberThatAResearcherSaysHasBoundsAndIsRefusedByItsName(
      Class<? extends Record> saying) {
    for (RecordComponent part : saying.getRecordComponents()) {
      for (Object absurd : absurd(part.getType())) {
        assertThatThrownBy(() -> say(saying, part.getName(), absurd))
            .as(part.getName() + " " + absurd)
            .isInstanceOf(Refused.class)
            .hasMessageContaining(part.getName());
      }
    }
  }

  private static List<?> absurd(Class<?> type) {
    return Map.<Class<?>, List<?>>of(
            Integer.class, List.of(Integer.MIN_VALUE, Integer.MAX_VALUE),
            Long.class, List.of(Long.MIN_VALUE, -1L, Long.MAX_VALUE),
            Double.class, List.of(-1.0, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY))
        .getOrDefault(type, List.of());
  }

  /** Says it where such records are said. */
  private void say(Class<? extends Record> saying, String name, Object value) {
    if (saying == BatchRequest.class || saying == Unit.class) {
      BatchRequest plain = TestGrid.request("app", List.of(new Unit("one", null)));
      BatchRequest said =
          saying == Unit.class
              ? TestGrid.request("app", List.of(Said.with(plain.units().get(0), name, value)))
              : Said.with(plain, name, value);
      grid.get(Batches.class).submit(researcher, said, Optional.empty(), grid.now());
    } else {
      Footprint nothing = new Footprint(null, null, null, null, null);
      PolicyRequest said =
          saying == Footprint.class
              ? Said.with(PolicyRequest.NOTHING, "footprint", Said.with(nothing, name, value))
              : Said.with(PolicyRequest.NOTHING, name, value);
      grid.get(Apps.class).change(researcher, "app", new AppChange(null, null, said), grid.now());
    }
  }

  private void poll(long number, String instance) {
    poll(alpha, number, instance);
  }

  private void poll(long host, long number, String instance) {
    HostRequest request = new HostRequest(host, TestGrid.description(), 0, Set.of());
    grid.get(Contacts.class)
        .serve(
            new Contact(
                host,
                Optional.of(new Contact.Mark(number, instance)),
                List.of(),
                Optional.of(request)),
            grid.now());
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
