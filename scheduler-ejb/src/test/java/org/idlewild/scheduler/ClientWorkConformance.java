package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.PlanClassRule;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.Appetite;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.ClientDigests;
import org.idlewild.scheduler.dispatch.ClientFiles;
import org.idlewild.scheduler.dispatch.Estimates;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hosts get that ask by seconds, as BOINC's clients do, on every database. */
abstract class ClientWorkConformance extends AskingConformance {
  private static final Duration GUESS = Duration.ofMinutes(15);

  /** At a thousand million operations a second. */
  private static final Duration RUN = Duration.ofSeconds(1000);

  private static final double FLOPS = 1e12;

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1", "1001, 2", "2500, 3", "100000, 10"})
  void aHostGetsTasksUntilTheSecondsThatItAskedForAreFull(long seconds, int tasks) {
    batch(10, FLOPS);

    assertThat(askFor(seconds, 0)).hasSize(tasks);
  }

  @Test
  void whatNobodyKnowsTheLengthOfCountsAsAQuarterOfAnHour() {
    batch(10, null);

    assertThat(askFor(Duration.ofHours(1).toSeconds(), 0)).hasSize(4);
  }

  @Test
  void idleProcessorsGetATaskEachThoughNoTimeIsAskedFor() {
    batch(10, FLOPS);

    assertThat(askFor(0, 2)).hasSize(2);
    assertThat(askFor(0, 0)).isEmpty();
  }

  @Test
  void aTaskOfSeveralProcessorsTakesThemAll() {
    grid.app(researcher, new AppRequest("wide", null, null));
    version("wide", new PlanClassRule("mt", 2, null, null));
    batch("wide", 10, 4 * FLOPS);

    assertThat(askFor(3500, 0)).hasSize(1);
  }

  @Test
  void aHostThatDoesNotSayWhatItHoldsHasLostNothing() {
    batch(2, FLOPS);
    assertThat(askFor(2000, 0)).hasSize(2);

    Assignment told = ask(Appetite.ofTasks(0), Optional.empty());

    assertThat(told.orders()).isEmpty();
    assertThat(told.abort()).isEmpty();
  }

  @Test
  void whatAHostLostComesAgainWhateverItAsksFor() {
    batch(2, FLOPS);
    List<Long> first = ids(askFor(2000, 0));

    Assignment told = ask(Appetite.ofTasks(0), Optional.of(Set.of(first.get(0))));

    assertThat(ids(told.orders())).containsExactly(first.get(1));
  }

  @Test
  void whatNobodyWantsAnyMoreIsDroppedBegunOrNot() {
    long batch = batch(1, FLOPS);
    List<Long> held = ids(askFor(1, 0));
    grid.get(Batches.class).cancel(researcher, batch, grid.now());

    Assignment told = ask(Appetite.ofTasks(0), Optional.of(Set.copyOf(held)));

    assertThat(told.abort()).isEqualTo(held);
    assertThat(told.abortUnlessBegun()).isEmpty();
  }

  @Test
  void anEstimateIsTheWorkByTheSpeedOfTheHost() {
    batch(1, FLOPS);
    List<Long> known = ids(askFor(1, 0));
    batch(1, null);
    List<Long> unknown = ids(askFor(1, 0));

    assertThat(estimates(known)).isEqualTo(Map.of(known.get(0), RUN));
    assertThat(estimates(unknown)).isEqualTo(Map.of(unknown.get(0), GUESS));
    assertThat(estimates(List.of())).isEmpty();
  }

  @Test
  void anEstimateIsCorrectedByWhatTheHostTookBefore() {
    batch(1, FLOPS);
    List<Long> given = ids(askFor(1, 0));
    grid.write("UPDATE host_app_version SET pace = 2.5, pace_samples = 20");

    assertThat(estimates(given)).isEqualTo(Map.of(given.get(0), Duration.ofSeconds(2500)));
  }

  @Test
  void aResultThatNobodyHasHasNoEstimate() {
    batch(3, FLOPS);
    long given = askFor(1, 0).get(0).resultId();

    assertThat(estimates(List.of(given - 1, given, given + 1, 4711L))).containsOnlyKeys(given);
  }

  @Test
  void filesThatAreGoneNeedNotBeKept() {
    StoredFile gone = gone();
    StoredFile here = keep("here");
    ClientFiles files = grid.get(ClientFiles.class);

    assertThat(files.gone(List.of(here.sha256(), gone.sha256(), "0".repeat(64))))
        .containsExactly(gone.sha256(), "0".repeat(64));
    assertThat(files.gone(List.of(gone.sha256()))).containsExactly(gone.sha256());
    assertThat(files.gone(List.of())).isEmpty();
    assertThat(files.file(here.sha256()).orElseThrow().bytes()).isEqualTo(4);
    assertThat(files.file(gone.sha256())).isEmpty();
  }

  @Test
  void aClientChecksFilesByTheirMd5() {
    StoredFile gone = gone();
    StoredFile hello = keep("hello");

    assertThat(grid.get(ClientDigests.class).md5(List.of(hello, gone)))
        .isEqualTo(Map.of(hello.sha256(), "5d41402abc4b2a76b9719d911017c592"));
  }

  private long batch(int units, Double flops) {
    return batch("app", units, flops);
  }

  private long batch(String app, int units, Double flops) {
    List<Unit> all =
        IntStream.range(0, units)
            .mapToObj(i -> new Unit("u" + i, null, flops, null, null, null))
            .toList();
    BatchRequest request =
        new BatchRequest(app, null, null, 1, null, null, null, null, null, all, null);
    long batch =
        grid.get(Batches.class).submit(researcher, request, Optional.empty(), grid.now()).batchId();
    grid.settle();
    return batch;
  }

  /** As a client that does not say what it holds. */
  private List<Order> askFor(long seconds, double idle) {
    Appetite wanted = new Appetite(1000, Optional.of(Duration.ofSeconds(seconds)), idle);
    return ask(wanted, Optional.empty()).orders();
  }

  private Assignment ask(Appetite wanted, Optional<Set<Long>> held) {
    HostRequest request =
        new HostRequest(alpha, TestGrid.description(), wanted, held, Optional.empty(), List.of());
    return grid.ask(request);
  }

  private Map<Long, Duration> estimates(Collection<Long> results) {
    return grid.get(Estimates.class).of(alpha, results);
  }

  private static List<Long> ids(List<Order> orders) {
    return orders.stream().map(Order::resultId).toList();
  }

  private StoredFile keep(String text) {
    return grid.keep(researcher, text.getBytes(StandardCharsets.UTF_8));
  }

  /** One that nothing uses any more. */
  private StoredFile gone() {
    StoredFile file = keep("gone");
    Contents contents = grid.get(Contents.class);
    grid.get(Transactions.class)
        .run(
            () -> {
              contents.disown(researcher.userId(), file.sha256());
              contents.releaseIfUnused(file.sha256());
            });
    return file;
  }
}
