package org.idlewild.scheduler.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.idlewild.scheduler.plugin.JarOf;
import org.idlewild.scheduler.plugin.PluginReport;
import org.idlewild.scheduler.plugin.Plugins;
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
    grid.advance(Duration.ofDays(1).plusMillis(1));
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

  @Test
  void aValidatorThatIsDroppedInJudgesWhatWaitedForItAtOnce() {
    JarOf.validator(jar(), JarOf.named("mine", "return one.equals(other);"));
    grid.app(researcher, new AppRequest("app", "mine", null));
    long batch = grid.batch(researcher, "app", "1");
    deleteJar();
    later();
    answerAll("x");
    assertThat(progress(batch).validating()).isEqualTo(1);

    JarOf.validator(jar(), JarOf.named("mine", "return one.equals(other);"));
    later();
    grid.settle();

    assertThat(progress(batch).done()).isEqualTo(1);
  }

  @Test
  void aValidatorThatIsReplacedJudgesWithItsNewCode() {
    JarOf.validator(jar(), JarOf.named("mine", "throw new Error(\"a fault\");"));
    grid.app(researcher, new AppRequest("app", "mine", null));
    long batch = grid.batch(researcher, "app", "1");
    answerAll("x");
    assertThat(progress(batch).validating()).isEqualTo(1);

    JarOf.validator(jar(), JarOf.named("mine", "return one.equals(other);"));
    later();
    grid.settle();

    assertThat(progress(batch).done()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"return one == null;", "return one.compareTo(other) <= 0;"})
  void aValidatorThatContradictsItselfDecidesNothingAndTheOperatorIsTold(String agree) {
    JarOf.validator(jar(), JarOf.named("mine", agree));
    grid.app(researcher, new AppRequest("app", "mine", null));
    long batch = grid.batch(researcher, "app", "1");
    grid.settle();
    List<Order> orders = hosts.stream().map(host -> order(host)).toList();
    grid.answer(hosts.get(0), orders.get(0), "a");
    grid.answer(hosts.get(1), orders.get(1), "b");
    grid.settle();

    assertThat(progress(batch).validating()).isEqualTo(1);
    assertThat(results(batch))
        .allSatisfy(result -> assertThat(result.validateState()).isEqualTo(ValidateState.INIT));
    assertThat(grid.get(Plugins.class).reports())
        .filteredOn(report -> report.name().equals("mine"))
        .allSatisfy(
            report ->
                assertThat(report.lastError())
                    .startsWith("it failed: the validator contradicts itself: "));
  }

  @Test
  void whatCannotBeJudgedIsTriedAgainAfterTimesThatGrow() {
    text();
    grid.batch(researcher, "text", "1");
    answerAll("later");
    long calls = calls();

    for (int seconds : new int[] {10, 20, 40, 80}) {
      grid.advance(Duration.ofSeconds(seconds).minusMillis(1));
      grid.settle();
      assertThat(calls()).isEqualTo(calls);
      grid.advance(Duration.ofMillis(1));
      grid.settle();
      assertThat(calls()).isEqualTo(++calls);
    }
  }

  private long calls() {
    return grid.get(Plugins.class).reports().stream()
        .filter(report -> report.name().equals("text"))
        .mapToLong(PluginReport::calls)
        .sum();
  }

  private Path jar() {
    return data.resolve("plugins").resolve("mine.jar");
  }

  private void deleteJar() {
    try {
      Files.delete(jar());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** So much later that the passes look at the plug-ins again, and no delay is over. */
  private void later() {
    grid.advance(Duration.ofSeconds(3));
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
