package org.idlewild.scheduler.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.App;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.Outcome;
import org.idlewild.work.ValidateState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorPassTest {
  @TempDir Path data;

  private TestGrid grid;
  private Caller researcher;
  private List<Long> hosts;

  @BeforeEach
  void aGridWithTwoHosts() {
    grid = new TestGrid(TestDatabase.h2(), data);
    researcher = grid.somebody("researcher", Role.RESEARCHER);
    hosts =
        List.of(
            grid.host(grid.somebody("alpha", Role.VOLUNTEER)),
            grid.host(grid.somebody("beta", Role.VOLUNTEER)));
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aWorkunitWhoseValidatorIsAbsentWaitsAndTheOthersGoOn() {
    Transactions transactions = grid.get(Transactions.class);
    App orphan =
        new App(
            grid.get(Ids.class).next(Ids.Kind.APP),
            "orphan",
            researcher.userId(),
            "left-the-server",
            Map.of(),
            "merge",
            Map.of(),
            AppPolicy.DEFAULT);
    transactions.run(() -> grid.get(Catalogue.class).add(orphan, grid.now()));
    grid.version(researcher, "orphan");
    grid.app(researcher, "app");
    long waiting = grid.batch(researcher, "orphan", "1", "2");
    answerAll("x");
    long other = grid.batch(researcher, "app", "1");
    answerAll("x");

    assertThat(progress(waiting).validating()).isEqualTo(2);
    assertThat(progress(other).done()).isEqualTo(1);
  }

  @Test
  void workThatCannotBeJudgedNowDoesNotBarWhatComesAfterIt() {
    text();
    long later = grid.batch(researcher, "text", "1", "2", "3");
    answerAll("later");
    long good = grid.batch(researcher, "text", "1");
    answer("x");
    grid.run(PassName.TRANSITIONER);
    ValidatorPass pass = grid.get(ValidatorPass.class);

    for (int run = 0; run < 5; run++) {
      pass.run(1, grid.now());
    }
    grid.settle();

    assertThat(progress(good).done()).isEqualTo(1);
    assertThat(progress(later).validating()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"later", "fault"})
  void aValidatorThatGivesNoAnswerCostsNobodyAnything(String text) {
    text();
    long batch = grid.batch(researcher, "text", "1");
    answerAll(text);

    assertThat(progress(batch).validating()).isEqualTo(1);
    assertThat(results(batch))
        .allSatisfy(result -> assertThat(result.validateState()).isEqualTo(ValidateState.INIT));
  }

  @Test
  void anUnreadableOutputIsAnErrorAndIsComputedAgain() {
    text();
    long batch = grid.batch(researcher, "text", "1");
    grid.settle();
    List<Order> orders = hosts.stream().map(host -> order(host)).toList();
    grid.answer(hosts.get(0), orders.get(0), "good");
    grid.answer(hosts.get(1), orders.get(1), "unreadable");
    grid.settle();

    assertThat(results(batch))
        .extracting(ResultView::outcome)
        .containsExactly(Outcome.SUCCESS, Outcome.VALIDATE_ERROR, Outcome.INIT);
    assertThat(results(batch).get(1).validateState()).isEqualTo(ValidateState.INVALID);
    assertThat(progress(batch).unsent()).isEqualTo(1);
  }

  @Test
  void aResultThatComesWhenTheAnswerIsKnownIsComparedWithIt() {
    text();
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    long delta = grid.host(grid.somebody("delta", Role.VOLUNTEER));
    long batch = grid.batch(researcher, "text", "1");
    grid.settle();
    Order silent = order(gamma);
    Order alsoSilent = order(delta);
    grid.advance(java.time.Duration.ofDays(1).plusMillis(1));
    grid.settle();
    List<Order> orders = hosts.stream().map(host -> order(host)).toList();
    grid.answer(hosts.get(0), orders.get(0), "good");
    grid.answer(hosts.get(1), orders.get(1), "good");
    grid.run(PassName.TRANSITIONER);
    grid.run(PassName.VALIDATOR);

    grid.answer(gamma, silent, "good");
    grid.answer(delta, alsoSilent, "bad");
    grid.run(PassName.TRANSITIONER);
    grid.run(PassName.VALIDATOR);

    assertThat(results(batch))
        .extracting(ResultView::validateState)
        .containsExactly(
            ValidateState.VALID, ValidateState.INVALID, ValidateState.VALID, ValidateState.VALID);
  }

  private void text() {
    grid.app(researcher, new AppRequest("text", "text", null));
  }

  private void answerAll(String answer) {
    answer(answer);
    grid.settle();
  }

  private void answer(String answer) {
    grid.settle();
    for (long host : hosts) {
      grid.ask(host, 10, Set.of()).orders().forEach(order -> grid.answer(host, order, answer));
    }
  }

  private Order order(long host) {
    return grid.ask(host, 1, Set.of()).orders().get(0);
  }

  private Progress progress(long batch) {
    return grid.get(BatchViews.class).progress(researcher, batch);
  }

  private List<ResultView> results(long batch) {
    return grid.get(BatchViews.class).results(researcher, batch, Optional.empty(), 0, 100).items();
  }
}
