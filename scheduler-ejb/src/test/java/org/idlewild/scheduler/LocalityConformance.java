package org.idlewild.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Control;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work goes where its files are, on every database. */
abstract class LocalityConformance extends GridConformance {
  private StoredFile sky;
  private StoredFile sea;
  private final Map<Long, Set<Long>> tasks = new HashMap<>();

  @BeforeEach
  void anAppThatLooksWhereFilesAre() {
    upload();
    app("local", true);
  }

  private void upload() {
    sky = grid.keep(researcher, "sky".repeat(1000).getBytes(UTF_8));
    sea = grid.keep(researcher, "sea".repeat(1000).getBytes(UTF_8));
  }

  @Test
  void eachOfTwoHostsGetsTheWorkThatItHasTheFileOf() {
    submit("local", 1, 200, i -> i % 2 == 0 ? "sky" : "sea");

    List<Order> toAlpha = new ArrayList<>();
    List<Order> toBeta = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      toAlpha.addAll(ask(alpha, 5, sky));
      toBeta.addAll(ask(beta, 5, sea));
    }

    assertThat(toAlpha).hasSize(90);
    assertThat(toBeta).hasSize(90);
    assertThat(share(toAlpha, "sky")).isGreaterThanOrEqualTo(0.9);
    assertThat(share(toBeta, "sea")).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void anAppThatDoesNotAskForItGivesOutItsWorkInOrder() {
    app("plain", false);
    submit("plain", 1, 20, i -> i % 2 == 0 ? "sky" : "sea");

    assertThat(share(ask(alpha, 10, sky), "sky")).isEqualTo(0.5);
  }

  @Test
  void whatWasPassedOverForAWhileComesFirst() {
    submit("local", 1, 40, i -> i < 10 ? "sea" : "sky");
    assertThat(share(ask(alpha, 5, sky), "sky")).isEqualTo(1);
    grid.advance(Duration.ofMinutes(4));
    assertThat(share(ask(alpha, 5, sky), "sky")).isEqualTo(1);

    grid.advance(Duration.ofMinutes(1));

    assertThat(share(ask(alpha, 10, sky), "sea")).as("nobody waits for ever").isEqualTo(1);
  }

  @Test
  void whoHasNothingOfItGetsWhatIsLeftAtOnce() {
    submit("local", 1, 10, i -> "sea");

    assertThat(ask(alpha, 10, sky)).hasSize(10);
  }

  @Test
  void workFarBehindIsFoundForAHostThatHasItsFile() {
    submit("local", 1, 1200, i -> i < 1190 ? "sea" : "sky");

    assertThat(share(ask(alpha, 10, sky), "sky")).isEqualTo(1);
    assertThat(ask(alpha, 1, sky)).as("no more of it").hasSize(1);
  }

  @Test
  void whatIsFoundForItsFileKeepsEveryRule() {
    submit("local", 2, 1010, i -> i < 1005 ? "sea" : "sky");

    assertThat(share(ask(alpha, 10, sky), "sky")).as("one result of each").isEqualTo(0.5);
    assertThat(share(ask(beta, 5, sky), "sky")).isEqualTo(1);
  }

  @Test
  void whatEndedWithoutBeingSentIsNotFoundAgain() {
    long cancelled = submit("local", 1, 150, i -> "sky");
    grid.get(Batches.class).cancel(researcher, cancelled, grid.now());
    grid.settle();
    upload();
    submit("local", 1, 1100, i -> i < 1095 ? "sea" : "sky");

    ask(alpha, 1, sky);
    ask(alpha, 1, sky);

    assertThat(share(ask(alpha, 3, sky), "sky")).isEqualTo(1);
  }

  @Test
  void whatRestsIsFoundOnceItGoesOn() {
    long paused = submit("local", 1, 5, i -> "sky");
    grid.get(Control.class).pauseBatch(researcher, paused, grid.now());
    grid.settle();
    assertThat(ask(alpha, 5, sky)).isEmpty();

    grid.get(Control.class).resumeBatch(researcher, paused, grid.now());
    submit("local", 1, 1100, i -> "sea");

    assertThat(share(ask(alpha, 5, sky), "sky")).isEqualTo(1);
  }

  @Test
  void hostsAreAskedWhatTheyHoldOnlyWhenItMatters() {
    assertThat(assignment(alpha, 0, List.of()).files()).isFalse();
    submit("local", 1, 1, i -> "sky");
    assertThat(assignment(alpha, 0, List.of()).files()).isTrue();
  }

  @Test
  void anOrderSaysWhetherOthersOfItsAppMayWantItsInputs() {
    app("plain", false);
    submit("plain", 1, 1, i -> "sky");
    submit("local", 1, 1, i -> "sky");

    assertThat(assignment(alpha, 2, List.of()).orders())
        .extracting(Order::app, Order::keepsInputs)
        .containsExactlyInAnyOrder(tuple("plain", false), tuple("local", true));
  }

  private void app(String name, boolean locality) {
    PolicyRequest policy = Said.policy("locality", locality);
    grid.app(researcher, new AppRequest(name, null, null, null, null, policy));
  }

  private long submit(String app, int quorum, int units, IntFunction<String> input) {
    List<Unit> all =
        IntStream.range(0, units)
            .mapToObj(i -> new Unit("u" + i, List.of(input.apply(i))))
            .toList();
    List<NamedFile> inputs =
        List.of(new NamedFile("sky", sky.sha256()), new NamedFile("sea", sea.sha256()));
    BatchRequest request =
        new BatchRequest(app, null, null, quorum, null, null, null, null, null, all, inputs);
    long batch =
        grid.get(Batches.class).submit(researcher, request, Optional.empty(), grid.now()).batchId();
    grid.settle();
    return batch;
  }

  /** What a host that holds a file gets. */
  private List<Order> ask(long host, int wanted, StoredFile held) {
    List<Order> orders = assignment(host, wanted, List.of(held.sha256())).orders();
    orders.forEach(
        order -> tasks.computeIfAbsent(host, any -> new HashSet<>()).add(order.resultId()));
    grid.run(PassName.FEEDER);
    return orders;
  }

  private Assignment assignment(long host, int wanted, List<String> files) {
    Set<Long> held = tasks.getOrDefault(host, Set.of());
    return grid.ask(new HostRequest(host, TestGrid.description(), wanted, held, Set.of(), files));
  }

  private static double share(List<Order> orders, String input) {
    assertThat(orders).isNotEmpty();
    return (double) orders.stream().filter(o -> o.inputs().get(0).name().equals(input)).count()
        / orders.size();
  }
}
