package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.IdempotencyKey;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.OutputFiles;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Outcome;
import org.idlewild.work.StoredFile;
import org.idlewild.work.ValidateState;
import org.junit.jupiter.api.Test;

/**
 * How workunits and batches end, early or late, and how much strangers may say; on every database.
 */
abstract class LifeConformance extends GridConformance {
  @Test
  void aBatchThatIsCancelledUnsentEndsAtOnce() {
    long batch = batch();

    cancel(batch);

    assertThat(progress(batch)).isEqualTo(cancelled());
    assertNothingLeftBut(1);
  }

  @Test
  void aBatchThatIsCancelledInProgressEndsAndWhatItsHostsBringIsDropped() {
    long batch = batch();
    Order order = order(alpha);

    cancel(batch);
    assertThat(progress(batch)).isEqualTo(cancelled());
    grid.answer(alpha, order, "in vain");
    grid.settle();

    assertThat(results(batch))
        .extracting(ResultView::validateState)
        .contains(ValidateState.NO_CHECK);
    assertNothingLeftBut(1);
  }

  @Test
  void aBatchThatIsCancelledWhileItIsValidatedIsNotValidatedAnyMore() {
    long batch = batch();
    answerBoth();
    grid.run(PassName.TRANSITIONER);
    assertThat(progress(batch).validating()).isEqualTo(1);

    grid.get(Batches.class).cancel(researcher, batch, grid.now());
    grid.run(PassName.VALIDATOR);
    grid.settle();

    assertThat(progress(batch)).isEqualTo(cancelled());
    assertThat(results(batch))
        .extracting(ResultView::validateState)
        .containsOnly(ValidateState.NO_CHECK);
    assertNothingLeftBut(1);
  }

  @Test
  void anAnswerThatStandsWhenItsBatchIsCancelledCountsAsDoneAndTheBatchHasNoOutput() {
    long batch = batch();
    answerBoth();
    grid.run(PassName.TRANSITIONER);
    grid.run(PassName.VALIDATOR);
    assertThat(progress(batch).assimilating()).isEqualTo(1);

    cancel(batch);

    assertThat(progress(batch)).isEqualTo(new Progress(1, 0, 0, 0, 0, 1, 0, 0, 0));
    assertThat(grid.get(BatchViews.class).batch(researcher, batch).state()).isEqualTo("CANCELLED");
    assertRefused(Reason.GONE, () -> grid.get(OutputFiles.class).output(researcher, batch));
    assertNothingLeftBut(1);
  }

  @Test
  void whatFailedBeforeTheCancelStaysFailed() {
    long batch = batch(1, null);
    grid.report(alpha, order(alpha).resultId(), Report.Ending.FAILED);
    grid.report(beta, order(beta).resultId(), Report.Ending.FAILED);
    grid.run(PassName.TRANSITIONER);

    cancel(batch);

    assertThat(progress(batch)).isEqualTo(new Progress(1, 0, 0, 0, 0, 0, 1, 0, 0));
  }

  @Test
  void aBatchThatEndedCannotBeCancelledAndKeepsItsOutput() {
    long batch = batch();
    answerBoth();
    grid.settle();

    cancel(batch);

    assertThat(grid.get(BatchViews.class).batch(researcher, batch).state()).isEqualTo("COMPLETE");
    assertThat(grid.get(OutputFiles.class).output(researcher, batch).bytes()).isEqualTo(1);
  }

  @Test
  void aBatchIsCancelledByItsOwnerOrAnOperatorAndAsOftenAsTheyLike() {
    long batch = batch();
    Caller other = grid.somebody("other", Role.RESEARCHER);
    Batches batches = grid.get(Batches.class);

    assertRefused(Reason.FORBIDDEN, () -> batches.cancel(other, batch, grid.now()));
    assertRefused(Reason.NOT_FOUND, () -> batches.cancel(other, batch + 1000, grid.now()));
    cancel(batch);
    batches.cancel(new Caller(0, "operator", Role.OPERATOR), batch, grid.now());
    grid.settle();
    assertThat(progress(batch)).isEqualTo(cancelled());
  }

  @Test
  void aHostThatComesBackWhenAllIsOverIsTooLateAndLeavesNothingBehind() {
    long batch = batch();
    Order silent = order(alpha);
    grid.advance(Duration.ofDays(1).plusMillis(1));
    grid.settle();
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    grid.answer(beta, order(beta), "x");
    grid.answer(gamma, order(gamma), "x");
    grid.settle();
    assertNothingLeftBut(2);

    assertThat(grid.answer(alpha, silent, "at last")).containsExactly(silent.resultId());
    grid.settle();

    assertThat(results(batch).get(0).outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(results(batch).get(0).validateState()).isEqualTo(ValidateState.TOO_LATE);
    assertNothingLeftBut(2);
  }

  @Test
  void aWorkunitThatUsedItsResultsUpEndsAlthoughOneSucceeded() {
    long batch = batch(null, 2);
    grid.answer(alpha, order(alpha), "x");
    grid.report(beta, order(beta).resultId(), Report.Ending.FAILED);
    grid.settle();

    assertThat(progress(batch)).isEqualTo(new Progress(1, 0, 0, 0, 0, 0, 1, 0, 0));
  }

  @Test
  void keysAndNamesThatDifferInCaseAreDifferent() {
    Batches batches = grid.get(Batches.class);
    BatchRequest request = TestGrid.request("app", List.of(new Unit("one", null)));
    long first = batches.submit(researcher, request, key("key"), grid.now()).batchId();

    assertThat(batches.submit(researcher, request, key("KEY"), grid.now()).batchId())
        .isNotEqualTo(first);
    assertThat(grid.somebody("Alpha", Role.VOLUNTEER).name()).isEqualTo("Alpha");
    assertRefused(Reason.NOT_FOUND, () -> grid.batch(researcher, "APP", "one"));
  }

  @Test
  void aHostMaySayAllThatTheDialectAllows() {
    Caller owner = grid.somebody("wordy", Role.VOLUNTEER);
    long host = grid.host(owner);
    HostDescription wordy =
        new HostDescription(
            "\u00e9".repeat(120),
            "v".repeat(60),
            "o".repeat(60),
            "\ud83d\ude00".repeat(125),
            "a".repeat(60),
            "p".repeat(250),
            65_536,
            1e18,
            1L << 60,
            1L << 60,
            Collections.nCopies(32, "p".repeat(64)),
            Collections.nCopies(32, "s".repeat(64)),
            false,
            Set.of(),
            1,
            false);

    grid.ask(new HostRequest(host, wordy, 1, Set.of()));
    assertThat(grid.ask(new HostRequest(host, wordy, 1, Set.of())).orders()).isEmpty();
  }

  @Test
  void anAppMaySayAllThatAManifestAllows() {
    StoredFile program = grid.keep(researcher, TestGrid.program());
    List<String> arguments = Collections.nCopies(100, "\u20ac".repeat(160));

    grid.get(Apps.class)
        .addVersion(
            researcher,
            "app",
            new Manifest(
                2,
                "java",
                "a.jar",
                arguments,
                List.of(new ManifestFile("a.jar", null)),
                List.of(new OutputRule("x".repeat(120), 1, true)),
                null),
            Map.of("a.jar", program),
            grid.now());
    grid.batch(researcher, "app", "\u20ac".repeat(4096));
    grid.settle();

    assertThat(order(alpha).arguments()).isEqualTo(arguments);
  }

  @Test
  void twoThatTakeOneNameAtOnceDoNotBothGetIt() {
    Caller operator = new Caller(0, "operator", Role.OPERATOR);
    Accounts accounts = grid.get(Accounts.class);
    List<Boolean> taken =
        Stream.of(1, 2, 3, 4)
            .parallel()
            .map(
                any -> {
                  try {
                    accounts.add(operator, "contested", Role.VOLUNTEER, grid.now());
                    return true;
                  } catch (Refused refused) {
                    assertThat(refused.reason()).isEqualTo(Reason.CONFLICT);
                    return false;
                  }
                })
            .toList();

    assertThat(taken).containsOnlyOnce(true);
  }

  private static Optional<IdempotencyKey> key(String key) {
    return Optional.of(new IdempotencyKey(key, "a".repeat(64)));
  }

  private long batch() {
    return batch(null, null);
  }

  private long batch(Integer maxErrors, Integer maxTotal) {
    BatchRequest request =
        new BatchRequest(
            "app",
            null,
            null,
            2,
            null,
            maxErrors,
            maxTotal,
            null,
            null,
            List.of(new Unit("one", null)),
            null);
    long batch =
        grid.get(Batches.class).submit(researcher, request, Optional.empty(), grid.now()).batchId();
    grid.settle();
    return batch;
  }

  private void cancel(long batch) {
    grid.get(Batches.class).cancel(researcher, batch, grid.now());
    grid.settle();
  }

  private static Progress cancelled() {
    return new Progress(1, 0, 0, 0, 0, 0, 0, 1, 0);
  }

  private void answerBoth() {
    grid.answer(alpha, order(alpha), "x");
    grid.answer(beta, order(beta), "x");
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

  /** The app, and as many outputs as make the count full. */
  private void assertNothingLeftBut(int files) {
    try (Stream<Path> all = Files.walk(data.resolve("files"))) {
      assertThat(all.filter(TestGrid::isContent)).hasSize(files);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
