package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.ByteArrayInputStream;
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
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.dispatch.HostControl;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.TaskFiles;
import org.idlewild.scheduler.report.Checkpoints;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.work.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results that go on where others broke off; on every database. */
abstract class CheckpointConformance extends GridConformance {
  private static final Caller OPERATOR = new Caller(0, "operator", Role.OPERATOR);
  private long gamma;
  private long delta;

  @BeforeEach
  void anAppThatKeepsCheckpoints() {
    grid.get(Apps.class).register(researcher, new AppRequest("counter", null, null), grid.now());
    grid.version(researcher, "counter", "state");
    gamma = grid.host(grid.somebody("gamma", Role.VOLUNTEER));
    delta = grid.host(grid.somebody("delta", Role.VOLUNTEER));
  }

  @Test
  void anOrderSaysWhereTheCheckpointIsKeptAndAnotherAppsSaysNothing() {
    batch();
    assertThat(take(alpha).checkpoint())
        .contains(new Order.Checkpoint("state", Duration.ofMinutes(10), 1L << 30));
    grid.batch(researcher, "app", "one");
    grid.settle();
    Order other =
        grid.ask(beta, 10, Set.of()).orders().stream()
            .filter(order -> order.app().equals("app"))
            .findFirst()
            .orElseThrow();
    assertThat(other.checkpoint()).isEmpty();
    assertRefused(Reason.NOT_FOUND, () -> keep(beta, other.resultId(), "x"));
  }

  @Test
  void oneSuccessorGoesOnFromWhatAHostGaveUpAndNoOtherDoes() {
    batch();
    keep(alpha, take(alpha).resultId(), "12");
    giveUp(alpha);

    Order next = take(beta);
    Order other = take(gamma);

    assertThat(inherited(next)).containsExactly("state");
    assertThat(read(beta, next)).isEqualTo("12");
    assertThat(inherited(other)).isEmpty();
  }

  @Test
  void whatASuccessorAddsGoesToItsSuccessorAndWhatItDidNotAddTheSame() {
    batch();
    keep(alpha, take(alpha).resultId(), "12");
    giveUp(alpha);
    take(beta);
    giveUp(beta);
    Order third = take(gamma);
    assertThat(read(gamma, third)).isEqualTo("12");
    keep(gamma, third.resultId(), "20");
    giveUp(gamma);

    assertThat(read(delta, take(delta))).isEqualTo("20");
  }

  @Test
  void whatASilentHostBringsAfterItsSuccessorWentOnDoesNotCount() {
    long batch = batch();
    Order silent = take(alpha);
    keep(alpha, silent.resultId(), "12");
    grid.advance(Duration.ofDays(1).plusMillis(1));
    grid.settle();
    assertThat(inherited(take(beta))).containsExactly("state");

    assertThat(grid.ask(alpha, 0, Set.of(silent.resultId())).abort())
        .containsExactly(silent.resultId());
    grid.report(alpha, silent.resultId(), Report.Ending.SUCCESS);

    assertThat(results(batch)).extracting(ResultView::outcome).doesNotContain(Outcome.SUCCESS);
    assertRefused(Reason.GONE, () -> keep(alpha, silent.resultId(), "13"));
  }

  @Test
  void whatItsUserEndedIsGoneOnWithAndWhatFailedIsNot() {
    batch();
    Order ended = take(alpha);
    Order failed = take(beta);
    keep(alpha, ended.resultId(), "of alpha");
    keep(beta, failed.resultId(), "of beta");
    grid.report(alpha, ended.resultId(), Report.Ending.ABORTED);
    grid.report(beta, failed.resultId(), Report.Ending.FAILED);
    grid.settle();

    assertThat(read(gamma, take(gamma))).isEqualTo("of alpha");
    assertThat(inherited(take(delta))).isEmpty();
  }

  @Test
  void aHostThatLostItsTaskGoesOnFromItsOwnCheckpoint() {
    batch();
    Order order = take(alpha);
    keep(alpha, order.resultId(), "12");

    Order again = take(alpha);

    assertThat(again.resultId()).isEqualTo(order.resultId());
    assertThat(inherited(again)).containsExactly("state");
  }

  @Test
  void checkpointsGoWithTheOutputsAndOnlyTheNewestIsKept() throws IOException {
    batch();
    Order one = take(alpha);
    Order other = take(beta);
    keep(alpha, one.resultId(), "1");
    keep(alpha, one.resultId(), "2");
    keep(beta, other.resultId(), "3");
    assertThat(files()).isEqualTo(3);

    grid.answer(alpha, one, "x");
    grid.answer(beta, other, "x");
    grid.settle();

    // The app's program, which its two apps share, and the batch's output.
    assertThat(files()).isEqualTo(2);
  }

  @Test
  void noOtherHostKeepsOrReadsACheckpoint() {
    batch();
    Order order = take(alpha);
    keep(alpha, order.resultId(), "12");

    assertRefused(Reason.NOT_FOUND, () -> keep(beta, order.resultId(), "13"));
    take(beta);
    assertRefused(
        Reason.NOT_FOUND, () -> grid.get(TaskFiles.class).file(beta, TestGrid.sha256(bytes("12"))));
  }

  private long batch() {
    long batch = grid.batch(researcher, "counter", "one");
    grid.settle();
    return batch;
  }

  private Order take(long host) {
    return grid.ask(host, 1, Set.of()).orders().get(0);
  }

  private void giveUp(long host) {
    grid.get(HostControl.class).abort(OPERATOR, host, grid.now());
    grid.settle();
  }

  private void keep(long host, long result, String state) {
    byte[] bytes = bytes(state);
    try {
      grid.get(Checkpoints.class)
          .receive(
              host,
              result,
              TestGrid.sha256(bytes),
              0,
              bytes.length,
              new ByteArrayInputStream(bytes),
              grid.now());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> inherited(Order order) {
    return order.inputs().stream().map(Order.File::name).toList();
  }

  private String read(long host, Order order) {
    String sha256 = order.inputs().get(0).sha256();
    try (var in = grid.get(TaskFiles.class).file(host, sha256).open(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<ResultView> results(long batch) {
    return grid.get(BatchViews.class).results(researcher, batch, Optional.empty(), 0, 100).items();
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve("files"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
