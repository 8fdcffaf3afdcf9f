package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Outputs;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.HostView;
import org.idlewild.scheduler.status.HostViews;
import org.idlewild.scheduler.status.OutputFiles;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.store.Answers;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.WorkunitPages;
import org.idlewild.scheduler.store.Workunits;
import org.junit.jupiter.api.Test;

/** How ended batches leave the database; on every database. */
abstract class PurgeConformance extends GridConformance {
  private static final Duration MONTH = Duration.ofDays(30);

  @Test
  void anEndedBatchGoesToTheArchiveAMonthLaterAndItsCountsAndOutputStay() {
    long batch = computed("app", "one", "two");
    List<HostView> hosts = hosts();
    grid.advance(MONTH.minusMillis(1));
    grid.settle();
    assertThat(view(batch).archived()).isEmpty();
    grid.advance(Duration.ofMillis(1));
    grid.settle();

    BatchView view = view(batch);
    assertThat(view.archived()).contains(grid.now());
    assertThat(view.state()).isEqualTo("COMPLETE");
    assertThat(view.progress()).isEqualTo(new Progress(2, 0, 0, 0, 0, 2, 0, 0, 0));
    assertThat(grid.get(OutputFiles.class).output(researcher, batch).bytes()).isEqualTo(6);
    assertThat(rows(batch)).isZero();
    assertThat(hosts()).as("their standing").isEqualTo(hosts);
    BatchViews views = grid.get(BatchViews.class);
    assertRefused(Reason.GONE, () -> views.workunits(researcher, batch, 0, 10));
    assertRefused(Reason.GONE, () -> views.results(researcher, batch, Optional.empty(), 0, 10));
  }

  @Test
  void theArchiveSaysWhatTheDatabaseKnew() {
    long batch = computed("app", "o\"n\\e \u00e9 \ud83d\ude00");
    grid.advance(MONTH);
    grid.settle();

    List<String> lines = archived(batch);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("{\"kind\":\"batch\",\"format\":1,\"id\":" + batch + ",")
        .contains("\"app\":\"app\"", "\"total\":1,\"done\":1,\"failed\":0,\"cancelled\":0");
    assertThat(lines.get(1))
        .startsWith("{\"kind\":\"workunit\",")
        .contains("\"parameter\":\"o\\\"n\\\\e \u00e9 \\ud83d\\ude00\"")
        .contains("\"host\":" + alpha, "\"host\":" + beta, "\"validateState\":\"VALID\"");
    assertThat(lines.get(2)).isEqualTo("{\"kind\":\"end\",\"workunits\":1,\"results\":2}");
  }

  @Test
  void rowsGoAFewAtATimeOnlyAfterTheArchiveIsWholeAndTheProgressSumsAllTheWhile() {
    long batch = computed("app", "one", "two", "three");
    grid.advance(MONTH);

    assertThat(grid.run(PassName.PURGE, 2)).isEqualTo(1);
    assertThat(archived(batch)).hasSize(5);
    assertThat(rows(batch)).isEqualTo(3);
    assertThat(view(batch).progress().total()).isEqualTo(3);
    assertThat(grid.run(PassName.PURGE, 2)).isEqualTo(2);
    assertThat(rows(batch)).isEqualTo(1);
    assertThat(view(batch).progress().total()).isEqualTo(3);
    grid.settle();
    assertThat(rows(batch)).isZero();
    assertThat(archived(batch)).as("whole as before").hasSize(5);
  }

  @Test
  void whenTheArchiveCannotBeWrittenTheRowsStayAndItIsTriedAgainLater() throws IOException {
    long batch = computed("app", "one");
    Path inTheWay = Files.createFile(data.resolve("archive"));
    grid.advance(MONTH);
    grid.settle();
    assertThat(view(batch).archived()).isEmpty();
    assertThat(rows(batch)).isEqualTo(1);

    Files.delete(inTheWay);
    grid.settle();
    assertThat(view(batch).archived()).as("it rests").isEmpty();
    grid.advance(Duration.ofMinutes(1));
    grid.settle();
    assertThat(view(batch).archived()).isPresent();
    assertThat(archived(batch)).hasSize(3);
  }

  @Test
  void whatACrashLeftBeforeTheBatchWasClosedIsWrittenAnew() throws IOException {
    long batch = computed("app", "one");
    Path folder = Files.createDirectories(data.resolve("archive"));
    Files.writeString(folder.resolve("batch-" + batch + ".ndjson.gz"), "half a fi");
    grid.advance(MONTH);
    grid.settle();

    assertThat(archived(batch)).hasSize(3);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("nothing temporary is left").hasSize(1);
    }
  }

  @Test
  void aBatchThatChangedWhileItWasWrittenIsNotClosed() {
    long batch = computed("app", "one");
    Transactions transactions = grid.get(Transactions.class);
    Archives archives = grid.get(Archives.class);
    var progress = new org.idlewild.work.Progress(Map.of());
    long stamp = transactions.call(() -> archives.stamp(batch));
    long workunit =
        transactions
            .call(() -> grid.get(WorkunitPages.class).page(batch, 0, 1))
            .get(0)
            .task()
            .workunit();
    transactions.run(() -> grid.get(Workunits.class).touch(workunit, grid.now()));

    assertThat(transactions.call(() -> archives.close(batch, stamp, progress, grid.now())))
        .isFalse();
    assertThat(transactions.call(() -> archives.close(batch, stamp + 1, progress, grid.now())))
        .isTrue();
    assertThat(transactions.call(() -> archives.close(batch, stamp + 1, progress, grid.now())))
        .as("a second time")
        .isFalse();
  }

  @Test
  void aReportOfAWorkunitThatIsLongGoneIsAcknowledgedAndDropped() {
    long batch = grid.batch(researcher, "app", "one");
    grid.settle();
    Order silent = orders(alpha).get(0);
    grid.get(Batches.class).cancel(researcher, batch, grid.now());
    grid.settle();
    grid.advance(MONTH);
    grid.settle();
    assertThat(rows(batch)).isZero();

    assertThat(grid.report(alpha, silent.resultId(), Report.Ending.SUCCESS))
        .containsExactly(silent.resultId());
    assertThat(grid.ask(alpha, 1, Set.of(silent.resultId())).abort())
        .containsExactly(silent.resultId());
    assertRefused(
        Reason.NOT_FOUND,
        () -> grid.get(Outputs.class).stateOf(alpha, silent.resultId(), "stdout"));
    assertThat(view(batch).progress()).isEqualTo(new Progress(1, 0, 0, 0, 0, 0, 0, 1, 0));
  }

  @Test
  void aBatchThatItsOwnerDeletesLosesItsOutputAndItsRowsAtOnce() {
    grid.app(researcher, "tabled", "table", Map.of());
    long batch = computed("tabled", "one");
    long other = computed("app", "two");
    Batches batches = grid.get(Batches.class);
    Caller stranger = grid.somebody("stranger", Role.RESEARCHER);
    assertRefused(Reason.FORBIDDEN, () -> batches.retire(stranger, batch, grid.now()));

    batches.retire(researcher, batch, grid.now());
    assertRefused(Reason.GONE, () -> grid.get(OutputFiles.class).output(researcher, batch));
    grid.settle();
    batches.retire(researcher, batch, grid.now());
    batches.retire(researcher, other, grid.now());
    grid.settle();

    assertThat(view(batch).state()).isEqualTo("RETIRED");
    assertThat(view(batch).progress().done()).isEqualTo(1);
    assertThat(grid.get(BatchViews.class).page(researcher, 0, 10).items()).isEmpty();
    assertThat(rows(batch)).isZero();
    assertThat(archived(batch)).hasSize(3);
    assertThat(grid.get(Transactions.class).call(() -> grid.get(Answers.class).page(batch, 0, 9)))
        .isEmpty();
    try (Stream<Path> all = Files.walk(data.resolve("files"))) {
      assertThat(all.filter(TestGrid::isContent)).as("the apps' program").hasSize(1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void anArchivedBatchCanBeDeletedToo() {
    grid.app(researcher, "tabled", "table", Map.of());
    long batch = computed("tabled", "one");
    grid.advance(MONTH);
    grid.settle();
    assertThat(grid.get(Transactions.class).call(() -> grid.get(Answers.class).page(batch, 0, 9)))
        .hasSize(1);

    grid.get(Batches.class).retire(researcher, batch, grid.now());
    grid.settle();

    assertThat(view(batch).state()).isEqualTo("RETIRED");
    assertThat(view(batch).output()).isEmpty();
    assertThat(grid.get(Transactions.class).call(() -> grid.get(Answers.class).page(batch, 0, 9)))
        .isEmpty();
  }

  @Test
  void aBatchThatRunsCannotBeDeleted() {
    long batch = grid.batch(researcher, "app", "one");

    assertThat(
            assertRefused(
                Reason.CONFLICT,
                () -> grid.get(Batches.class).retire(researcher, batch, grid.now())))
        .hasMessage("batch " + batch + " is still running; cancel it first");
  }

  private long computed(String app, String... parameters) {
    long batch = grid.batch(researcher, app, parameters);
    grid.settle();
    for (long host : new long[] {alpha, beta}) {
      orders(host).forEach(order -> grid.answer(host, order, String.join(" ", order.arguments())));
    }
    grid.settle();
    assertThat(view(batch).state()).isEqualTo("COMPLETE");
    return batch;
  }

  private List<Order> orders(long host) {
    return grid.ask(host, 10, Set.of()).orders();
  }

  private BatchView view(long batch) {
    return grid.get(BatchViews.class).batch(researcher, batch);
  }

  private List<HostView> hosts() {
    return grid.get(HostViews.class)
        .page(new Caller(0, "operator", Role.OPERATOR), 0, 10, grid.now())
        .items();
  }

  private int rows(long batch) {
    return grid.get(Transactions.class)
        .call(() -> grid.get(WorkunitPages.class).page(batch, 0, 100))
        .size();
  }

  private List<String> archived(long batch) {
    Path file = data.resolve("archive").resolve("batch-" + batch + ".ndjson.gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
