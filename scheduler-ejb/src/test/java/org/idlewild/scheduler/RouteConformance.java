package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.IdempotencyKey;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.OutputFiles;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Outcome;
import org.idlewild.work.Slice;
import org.idlewild.work.ValidateState;
import org.junit.jupiter.api.Test;

/**
 * What the server must do on every database: the route of a workunit, and what happens where two
 * meet.
 */
abstract class RouteConformance extends GridConformance {
  @Test
  void answersOfTwoHostsThatAgreeBecomeOneOutputInTheOrderOfTheWorkunits() throws IOException {
    long batch = grid.batch(researcher, "app", "one", "two", "three");
    grid.settle();

    for (long host : List.of(alpha, beta)) {
      for (Order order : grid.ask(host, 10, Set.of()).orders()) {
        grid.answer(host, order, order.arguments().get(0) + "\n");
      }
    }
    grid.settle();

    assertThat(output(batch)).isEqualTo("one\ntwo\nthree\n");
    assertThat(progress(batch)).isEqualTo(new Progress(3, 0, 0, 0, 0, 3, 0, 0, 0));
    assertThat(grid.get(BatchViews.class).batch(researcher, batch).state()).isEqualTo("COMPLETE");
  }

  @Test
  void onlyTheAppAndTheOutputAreKeptAfterABatchEnded() throws IOException {
    long batch = grid.batch(researcher, "app", "one", "two");
    grid.settle();
    for (long host : List.of(alpha, beta)) {
      grid.ask(host, 10, Set.of())
          .orders()
          .forEach(order -> grid.answer(host, order, "x" + order.workunitId()));
    }
    grid.settle();

    try (Stream<Path> files = Files.walk(data.resolve("files"))) {
      assertThat(files.filter(TestGrid::isContent)).hasSize(2);
    }
    assertThat(output(batch)).isNotEmpty();
  }

  @Test
  void aHostThatDisagreesLeadsToAThirdResultThatDecides() throws IOException {
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    long batch = grid.batch(researcher, "app", "one");
    grid.settle();
    grid.answer(alpha, order(alpha), "right");
    grid.answer(beta, order(beta), "wrong");
    grid.settle();
    assertThat(progress(batch).unsent()).isEqualTo(1);

    grid.answer(gamma, order(gamma), "right");
    grid.settle();

    assertThat(output(batch)).isEqualTo("right");
    assertThat(results(batch)).filteredOn(r -> r == ValidateState.VALID).hasSize(2);
    assertThat(results(batch)).filteredOn(r -> r == ValidateState.INVALID).hasSize(1);
  }

  @Test
  void noHostAndNoUserGetsTwoResultsOfOneWorkunit() {
    Caller both = grid.somebody("both", Role.VOLUNTEER);
    long first = grid.host(both);
    long second = grid.host(both);
    grid.batch(researcher, "app", "one");
    grid.settle();

    assertThat(grid.ask(first, 10, Set.of()).orders()).hasSize(1);
    assertThat(grid.ask(first, 10, Set.of()).orders()).as("the same, sent again").hasSize(1);
    assertThat(grid.ask(second, 10, Set.of()).orders()).isEmpty();
    assertThat(grid.ask(alpha, 10, Set.of()).orders()).hasSize(1);
  }

  @Test
  void whatAReplyLostOnTheWayIsOrderedAgain() {
    grid.batch(researcher, "app", "one", "two");
    grid.settle();
    List<Long> sent = ids(grid.ask(alpha, 10, Set.of()).orders());

    assertThat(ids(grid.ask(alpha, 0, Set.of()).orders())).isEqualTo(sent);
    assertThat(grid.ask(alpha, 0, Set.copyOf(sent)).orders()).isEmpty();
  }

  @Test
  void aHostThatFallsSilentIsReplacedWhenItsDeadlineHasPassed() {
    long batch = grid.batch(researcher, "app", "one");
    grid.settle();
    order(alpha);
    grid.answer(beta, order(beta), "x");
    grid.advance(Duration.ofDays(1).plusMillis(2));
    grid.settle();

    assertThat(progress(batch).unsent()).isEqualTo(1);
    assertThat(outcomes(batch)).contains(Outcome.NO_REPLY, Outcome.SUCCESS, Outcome.INIT);
  }

  @Test
  void aHostThatWasGivenUpMayStillBringItsResultUntilThereIsAnAnswer() {
    long batch = grid.batch(researcher, "app", "one");
    grid.settle();
    Order late = order(alpha);
    grid.advance(Duration.ofDays(1).plusMillis(2));
    grid.settle();

    assertThat(grid.ask(alpha, 0, Set.of(late.resultId())).abort()).isEmpty();
    grid.answer(alpha, late, "x");
    grid.answer(beta, order(beta), "x");
    grid.settle();

    assertThat(progress(batch).done()).isEqualTo(1);
    assertThat(results(batch)).filteredOn(r -> r == ValidateState.VALID).hasSize(2);
  }

  @Test
  void aHostThatWasGivenUpIsToldToStopOnceThereIsAnAnswer() {
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    grid.batch(researcher, "app", "one");
    grid.settle();
    Order late = order(alpha);
    grid.advance(Duration.ofDays(1).plusMillis(2));
    grid.settle();
    grid.answer(beta, order(beta), "x");
    grid.answer(gamma, order(gamma), "x");
    grid.settle();

    assertThat(grid.ask(alpha, 0, Set.of(late.resultId())).abort())
        .containsExactly(late.resultId());
  }

  @Test
  void aReportThatComesTwiceCountsOnce() {
    long batch = grid.batch(researcher, "app", "one");
    grid.settle();
    Order order = order(alpha);
    assertThat(grid.answer(alpha, order, "x")).containsExactly(order.resultId());
    assertThat(grid.report(alpha, order.resultId(), Report.Ending.FAILED))
        .as("acknowledged, so that the host forgets it")
        .containsExactly(order.resultId());
    grid.settle();

    assertThat(outcomes(batch)).containsExactlyInAnyOrder(Outcome.SUCCESS, Outcome.INIT);
  }

  @Test
  void aSuccessWithoutItsOutputIsAnErrorOfTheHost() {
    long batch = grid.batch(researcher, "app", "one");
    grid.settle();
    grid.report(alpha, order(alpha).resultId(), Report.Ending.SUCCESS);
    grid.settle();

    assertThat(outcomes(batch)).contains(Outcome.CLIENT_ERROR);
    assertThat(progress(batch).total()).isEqualTo(1);
  }

  @Test
  void aWorkunitThatAlwaysFailsIsHeldThenEndsAndTheBatchWithIt() {
    long batch = grid.batch(researcher, "app", "one");
    for (int i = 0; i < 10; i++) {
      grid.settle();
      long host = grid.host(grid.somebody("user" + i, Role.VOLUNTEER));
      grid.ask(host, 1, Set.of())
          .orders()
          .forEach(order -> grid.report(host, order.resultId(), Report.Ending.FAILED));
    }
    grid.settle();
    assertThat(progress(batch).held()).isEqualTo(1);
    grid.advance(Duration.ofDays(7));
    grid.settle();

    assertThat(progress(batch)).isEqualTo(new Progress(1, 0, 0, 0, 0, 0, 1, 0, 0));
    assertThat(grid.get(BatchViews.class).batch(researcher, batch).state()).isEqualTo("COMPLETE");
  }

  @Test
  void aCancelledBatchEndsAndItsHostsAreToldToStop() {
    long batch = grid.batch(researcher, "app", "one", "two");
    grid.settle();
    List<Long> held = ids(grid.ask(alpha, 10, Set.of()).orders());
    grid.get(Batches.class).cancel(researcher, batch, grid.now());
    grid.settle();

    assertThat(progress(batch)).isEqualTo(new Progress(2, 0, 0, 0, 0, 0, 0, 2, 0));
    assertThat(grid.ask(alpha, 0, Set.copyOf(held)).abort()).isEqualTo(held);
    assertThat(grid.ask(alpha, 0, Set.of()).orders()).isEmpty();
    assertThat(grid.ask(beta, 10, Set.of()).orders()).isEmpty();
  }

  @Test
  void aRepeatedKeyFindsTheFirstBatchAndAnotherRequestWithItIsRefused() {
    Batches batches = grid.get(Batches.class);
    var request = TestGrid.request("app", List.of(new Unit("one", null)));
    Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("key", "a".repeat(64)));
    long first = batches.submit(researcher, request, key, grid.now()).batchId();

    assertThat(batches.submit(researcher, request, key, grid.now()).batchId()).isEqualTo(first);
    assertThatThrownBy(
            () ->
                batches.submit(
                    researcher,
                    request,
                    Optional.of(new IdempotencyKey("key", "b".repeat(64))),
                    grid.now()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.MISMATCH));
    assertThat(grid.get(BatchViews.class).page(researcher, 0, 10).items()).hasSize(1);
  }

  @Test
  void aBatchWithOneBadWorkunitLeavesNothingBehind() {
    assertThatThrownBy(() -> grid.batch(researcher, "app", "good", "bad\nbad"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("workunit 1");
    assertThat(grid.get(BatchViews.class).page(researcher, 0, 10).items()).isEmpty();
  }

  @Test
  void hostsThatAskAtOnceNeverGetTheSameResult() throws Exception {
    String[] parameters = IntStream.range(0, 40).mapToObj(Integer::toString).toArray(String[]::new);
    grid.batch(researcher, "app", parameters);
    grid.settle();
    List<Long> hosts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      hosts.add(grid.host(grid.somebody("user" + i, Role.VOLUNTEER)));
    }

    List<Long> sent =
        atOnce(
            hosts.stream()
                .<Callable<List<Long>>>map(h -> () -> ids(grid.ask(h, 20, Set.of()).orders()))
                .toList());

    assertThat(sent).doesNotHaveDuplicates().hasSize(80);
  }

  @Test
  void ofTwoDecisionsAboutOneWorkunitTheSecondIsMadeAgain() throws Exception {
    long batch = grid.batch(researcher, "app", "one");
    Transactions transactions = grid.get(Transactions.class);
    Workunits workunits = grid.get(Workunits.class);
    List<Long> due = transactions.call(() -> workunits.due(Slice.WHOLE, 10, grid.now()));
    CyclicBarrier loaded = new CyclicBarrier(2);
    List<Integer> seen = java.util.Collections.synchronizedList(new ArrayList<>());

    Callable<List<Long>> decide =
        () -> {
          boolean[] first = {true};
          transactions.run(
              () -> {
                Workunits.Whole whole = workunits.load(due).get(0);
                if (first[0]) {
                  first[0] = false;
                  await(loaded);
                }
                seen.add(whole.results().size());
                if (whole.results().isEmpty()) {
                  Decision two =
                      new Decision(whole, whole.workunit(), whole.rest(), List.of(), 2, 0);
                  workunits.save(List.of(two));
                  workunits.addResults(List.of(two));
                }
              });
          return List.of();
        };
    atOnce(List.of(decide, decide));

    assertThat(seen).containsExactlyInAnyOrder(0, 0, 2);
    assertThat(progress(batch).total()).isEqualTo(1);
  }

  private static List<Long> atOnce(List<Callable<List<Long>>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> call : threads.invokeAll(calls)) {
        all.addAll(call.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private Order order(long host) {
    return grid.ask(host, 1, Set.of()).orders().get(0);
  }

  private static List<Long> ids(List<Order> orders) {
    return orders.stream().map(Order::resultId).toList();
  }

  private Progress progress(long batch) {
    return grid.get(BatchViews.class).progress(researcher, batch);
  }

  private List<ValidateState> results(long batch) {
    return grid
        .get(BatchViews.class)
        .results(researcher, batch, Optional.empty(), 0, 100)
        .items()
        .stream()
        .map(result -> result.validateState())
        .toList();
  }

  private List<Outcome> outcomes(long batch) {
    return grid
        .get(BatchViews.class)
        .results(researcher, batch, Optional.empty(), 0, 100)
        .items()
        .stream()
        .map(result -> result.outcome())
        .toList();
  }

  private String output(long batch) throws IOException {
    try (InputStream in = grid.get(OutputFiles.class).output(researcher, batch).open(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
