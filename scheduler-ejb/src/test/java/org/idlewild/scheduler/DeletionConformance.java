package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.OutputFiles;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Outcome;
import org.idlewild.work.ValidateState;
import org.junit.jupiter.api.Test;

/** When files go, and what happens when they will not; on every database. */
abstract class DeletionConformance extends GridConformance {
  @Test
  void anOutputThatCannotBeDeletedIsTriedAgainLaterAndBarsNoOther() {
    grid.batch(researcher, "app", "one", "two");
    grid.settle();
    List<Order> orders = orders(alpha);
    orders.forEach(order -> grid.answer(alpha, order, "answer " + order.arguments()));
    grid.settle();
    Path stuck = content("answer [one]");
    makeUndeletable(stuck);
    cancelAll();
    grid.settle();

    assertThat(state(orders.get(0))).isEqualTo(FileDeleteState.ERROR);
    assertThat(state(orders.get(1))).isEqualTo(FileDeleteState.DONE);
    assertThat(content("answer [two]")).doesNotExist();

    makeDeletable(stuck);
    grid.settle();
    assertThat(state(orders.get(0))).as("it rests").isEqualTo(FileDeleteState.ERROR);
    grid.advance(Duration.ofMinutes(1));
    grid.settle();
    assertThat(state(orders.get(0))).isEqualTo(FileDeleteState.DONE);
    assertThat(stuck).doesNotExist();
  }

  @Test
  void partsThatCannotBeDeletedAreTriedAgainLater() {
    long batch = grid.batch(researcher, "app", "one", "two");
    grid.settle();
    orders(alpha).forEach(order -> grid.answer(alpha, order, "answer " + order.arguments()));
    orders(beta).forEach(order -> grid.answer(beta, order, "answer " + order.arguments()));
    for (var pass :
        List.of(
            PassName.TRANSITIONER,
            PassName.VALIDATOR,
            PassName.TRANSITIONER,
            PassName.ASSIMILATOR)) {
      grid.run(pass);
    }
    Path stuck = content("answer [one]");
    makeUndeletable(stuck);
    grid.settle();
    assertThat(content("answer [two]")).doesNotExist();

    makeDeletable(stuck);
    grid.advance(Duration.ofMinutes(2));
    grid.settle();

    assertThat(stuck).doesNotExist();
    assertThat(grid.get(OutputFiles.class).output(researcher, batch).bytes()).isEqualTo(24);
  }

  @Test
  void anOutputThatComesAfterItsReleaseAndIsNeverReportedGoesADayLater() {
    Order silent = released();

    grid.upload(alpha, silent.resultId(), "at last");
    grid.settle();
    assertThat(content("at last")).exists();
    grid.advance(Duration.ofDays(1));
    grid.settle();

    assertThat(content("at last")).doesNotExist();
  }

  @Test
  void anOutputThatComesAfterItsReleaseAndIsReportedIsTooLateAndGoesAtOnce() {
    Order silent = released();

    grid.upload(alpha, silent.resultId(), "at last");
    grid.settle();
    grid.report(alpha, silent.resultId(), Report.Ending.SUCCESS);
    grid.settle();

    ResultView view =
        grid.get(BatchViews.class).results(researcher, 1, Optional.empty(), 0, 10).items().get(0);
    assertThat(view.outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(view.validateState()).isEqualTo(ValidateState.TOO_LATE);
    assertThat(content("at last")).doesNotExist();
  }

  @Test
  void anOutputOfAResultThatIsNoLongerThereIsRefused() {
    Transactions transactions = grid.get(Transactions.class);
    var output =
        new NamedFile("stdout", grid.keep(researcher, "x".getBytes(StandardCharsets.UTF_8)));

    assertRefused(
        Reason.GONE,
        () ->
            transactions.run(
                () -> grid.get(Results.class).addOutput(1_000_000, output, grid.now())));
  }

  /**
   * A result of alpha's that was given up, whose workunit is over and whose outputs are released.
   */
  private Order released() {
    grid.batch(researcher, "app", "one");
    grid.settle();
    Order silent = orders(alpha).get(0);
    grid.advance(Duration.ofDays(1).plusMillis(1));
    grid.settle();
    long gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    for (long host : new long[] {beta, gamma}) {
      orders(host).forEach(order -> grid.answer(host, order, "x"));
    }
    grid.settle();
    assertThat(state(silent)).isEqualTo(FileDeleteState.DONE);
    return silent;
  }

  private void cancelAll() {
    grid.get(Batches.class).cancel(researcher, 1, grid.now());
  }

  private List<Order> orders(long host) {
    return grid.ask(host, 10, Set.of()).orders();
  }

  private FileDeleteState state(Order order) {
    return grid.get(Transactions.class)
        .call(() -> grid.get(Results.class).withId(order.resultId()).orElseThrow())
        .result()
        .fileDeleteState();
  }

  private Path content(String text) {
    String sha256 = TestGrid.sha256(text.getBytes(StandardCharsets.UTF_8));
    return data.resolve("files").resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  /** Whoever runs the tests, a folder that is not empty is not deleted like a file. */
  private static void makeUndeletable(Path file) {
    try {
      Files.delete(file);
      Files.createDirectories(file.resolve("something"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void makeDeletable(Path file) {
    try (Stream<Path> inside = Files.list(file)) {
      for (Path each : inside.toList()) {
        Files.delete(each);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
