package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.dispatch.TaskFiles;
import org.idlewild.scheduler.status.OutputFiles;
import org.junit.jupiter.api.Test;

/** What becomes of the files that workunits share, on every database. */
abstract class InputsConformance extends GridConformance {
  private static final String APP = TestGrid.sha256(TestGrid.program());
  private static final int ROUNDS = 10;

  @Test
  void aWorkunitGetsAllInputsUnlessItNamesSome() {
    submit(
        List.of(new Unit("all", null), new Unit("one", List.of("b")), new Unit("none", List.of())),
        input("a", "first"),
        input("b", "second"));
    grid.settle();

    assertThat(grid.ask(alpha, 10, Set.of()).orders())
        .extracting(
            order -> order.arguments().get(0),
            order -> order.inputs().stream().map(Order.File::name).toList())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("all", List.of("a", "b")),
            org.assertj.core.api.Assertions.tuple("one", List.of("b")),
            org.assertj.core.api.Assertions.tuple("none", List.of()));
  }

  @Test
  void eachWorkunitFindsItsOwnFileUnderTheSameName() {
    NamedFile first = input("a", "first");
    NamedFile second = input("b", "second");
    submit(
        List.of(new Unit("one", List.of("in=a")), new Unit("two", List.of("in=b", "again=b"))),
        first,
        second);
    grid.settle();

    assertThat(grid.ask(alpha, 10, Set.of()).orders())
        .extracting(
            order -> order.inputs().stream().map(file -> file.name() + file.sha256()).toList())
        .containsExactly(
            List.of("in" + first.sha256()),
            List.of("in" + second.sha256(), "again" + second.sha256()));
    assertThat(read(alpha, first.sha256())).isEqualTo("first");
    assertThat(read(alpha, second.sha256())).isEqualTo("second");
  }

  @Test
  void aWorkunitWhoseInputsCannotBeIsRefused() {
    NamedFile file = input("a", "first");

    for (List<String> bad :
        List.of(
            List.of("in=b"),
            List.of("in=a", "in=a"),
            List.of("../x=a"),
            List.of("=a"),
            List.of("in="),
            List.of("a", "a=a"))) {
      assertRefused(Reason.MALFORMED, () -> submit(List.of(new Unit("one", bad)), file));
    }
  }

  @Test
  void aHostReadsTheFilesOfItsTasksAndNoOthers() {
    NamedFile first = input("a", "first");
    NamedFile second = input("b", "second");
    submit(List.of(new Unit("one", List.of("b"))), first, second);
    String unused = input("c", "third").sha256();
    grid.settle();
    Order order = grid.ask(alpha, 10, Set.of()).orders().get(0);

    assertThat(read(alpha, second.sha256())).isEqualTo("second");
    assertThat(read(alpha, APP)).startsWith("PK");
    assertRefused(Reason.NOT_FOUND, () -> read(alpha, unused));
    assertRefused(Reason.NOT_FOUND, () -> read(alpha, first.sha256()));
    assertRefused(Reason.NOT_FOUND, () -> read(beta, second.sha256()));
    assertRefused(Reason.NOT_FOUND, () -> read(beta, APP));

    grid.answer(alpha, order, "x");
    assertRefused(Reason.NOT_FOUND, () -> read(alpha, second.sha256()));
  }

  @Test
  void inputsGoWhenTheBatchEndedAndAnAppsOwnFileStays() {
    NamedFile input = input("a", "first");
    NamedFile copy = new NamedFile("copy.jar", APP);
    submit(List.of(new Unit("one", null)), input, copy);
    answerAll();

    assertRefused(
        Reason.NOT_FOUND, () -> grid.get(OutputFiles.class).file(researcher, input.sha256()));
    assertRefused(Reason.NOT_FOUND, () -> submit(List.of(new Unit("two", null)), input));

    grid.batch(researcher, "app", "three");
    grid.settle();
    assertThat(grid.ask(alpha, 1, Set.of()).orders()).hasSize(1);
    assertThat(read(alpha, APP)).startsWith("PK");
  }

  @Test
  void anInputStaysUntilTheLastBatchThatUsesItEnded() {
    NamedFile input = input("a", "first");
    long cancelled = submit(List.of(new Unit("one", null)), input);
    submit(List.of(new Unit("two", null)), input);
    grid.get(Batches.class).cancel(researcher, cancelled, grid.now());
    grid.settle();

    assertThat(grid.ask(alpha, 1, Set.of()).orders()).hasSize(1);
    assertThat(read(alpha, input.sha256())).isEqualTo("first");
  }

  @Test
  void anInputThatIsUsedAgainWhileItIsDeletedIsThereOrRefused() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      NamedFile input = input("a", "round " + round);
      long before = submit(List.of(new Unit("before", null)), input);
      grid.get(Batches.class).cancel(researcher, before, grid.now());
      for (PassName pass :
          List.of(PassName.TRANSITIONER, PassName.ASSIMILATOR, PassName.TRANSITIONER)) {
        grid.run(pass);
      }

      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<Integer> deleted =
          CompletableFuture.supplyAsync(
              () -> {
                await(start);
                return grid.run(PassName.FILE_DELETER) + grid.run(PassName.FILE_DELETER);
              });
      await(start);
      boolean taken = tryToSubmit(input);
      assertThat(deleted.get()).isNotNegative();

      grid.run(PassName.TRANSITIONER);
      grid.run(PassName.FEEDER);
      List<Order> orders = grid.ask(alpha, 1, Set.of()).orders();
      assertThat(orders).hasSize(taken ? 1 : 0);
      if (taken) {
        assertThat(read(alpha, input.sha256())).isEqualTo("round " + round);
        grid.answer(alpha, orders.get(0), "x");
        grid.ask(beta, 1, Set.of()).orders().forEach(order -> grid.answer(beta, order, "x"));
      }
      grid.settle();
    }
  }

  private boolean tryToSubmit(NamedFile input) {
    try {
      submit(List.of(new Unit("again", null)), input);
      return true;
    } catch (Refused refused) {
      assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND);
      return false;
    }
  }

  private NamedFile input(String name, String text) {
    return new NamedFile(
        name, grid.keep(researcher, text.getBytes(StandardCharsets.UTF_8)).sha256());
  }

  private long submit(List<Unit> units, NamedFile... inputs) {
    BatchRequest request =
        new BatchRequest(
            "app", null, null, 2, null, null, null, null, null, units, Arrays.asList(inputs));
    return grid.get(Batches.class)
        .submit(researcher, request, Optional.empty(), grid.now())
        .batchId();
  }

  private void answerAll() {
    grid.settle();
    for (long host : List.of(alpha, beta)) {
      grid.ask(host, 10, Set.of()).orders().forEach(order -> grid.answer(host, order, "x"));
    }
    grid.settle();
  }

  private String read(long host, String sha256) {
    try (InputStream in = grid.get(TaskFiles.class).file(host, sha256).open(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
