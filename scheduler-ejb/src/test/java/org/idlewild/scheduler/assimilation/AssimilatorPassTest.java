package org.idlewild.scheduler.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.assimilator.Handoff;
import org.idlewild.assimilator.TryLater;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.plugin.RecordingAssimilator;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.OutputFiles;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Slice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssimilatorPassTest {
  @TempDir Path data;

  private TestGrid grid;
  private Caller researcher;

  @BeforeEach
  void aGridWhoseAssimilatorRemembers() {
    RecordingAssimilator.begin();
    grid = new TestGrid(TestDatabase.h2(), data);
    researcher = grid.somebody("researcher", Role.RESEARCHER);
    grid.app(researcher, new AppRequest("app", null, "recording"));
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void anAnswerIsHandedOverOnceHoweverOftenThePassRuns() throws IOException {
    long batch = answered("one", "two");

    assertThat(grid.run(PassName.ASSIMILATOR)).isEqualTo(2);
    assertThat(grid.run(PassName.ASSIMILATOR)).isZero();
    grid.settle();

    assertThat(RecordingAssimilator.seen())
        .extracting(Handoff::parameter)
        .containsExactly("one", "two");
    assertThat(RecordingAssimilator.seen())
        .extracting(Handoff::idempotencyKey)
        .doesNotHaveDuplicates();
    assertThat(RecordingAssimilator.seen())
        .allSatisfy(
            handoff -> {
              assertThat(handoff.outputs()).hasSize(1);
              assertThat(handoff.failures()).isEmpty();
            });
    assertThat(output(batch)).isEqualTo("onetwo");
  }

  @Test
  void anAnswerThatIsNotTakenIsOfferedAgainWithTheSameKeyAndBarsNoOther() throws IOException {
    long batch = answered("later", "two");
    RecordingAssimilator.busy(true);
    grid.settle();

    assertThat(progress(batch)).isEqualTo(new Progress(2, 0, 0, 0, 1, 1, 0, 0, 0));

    RecordingAssimilator.busy(false);
    grid.advance(Duration.ofMinutes(1));
    grid.settle();

    assertThat(RecordingAssimilator.seen())
        .filteredOn(handoff -> handoff.parameter().equals("later"))
        .extracting(Handoff::idempotencyKey)
        .hasSizeGreaterThan(1)
        .containsOnly(RecordingAssimilator.seen().get(0).idempotencyKey());
    assertThat(RecordingAssimilator.seen())
        .filteredOn(handoff -> handoff.parameter().equals("two"))
        .hasSize(1);
    assertThat(output(batch)).as("what was written in vain is not in it").isEqualTo("latertwo");
  }

  @Test
  void anAnswerThatIsNotTakenRestsLongerAfterEachTime() {
    answered("later");
    RecordingAssimilator.busy(true);
    grid.settle();
    assertThat(RecordingAssimilator.seen()).hasSize(1);

    grid.advance(Duration.ofSeconds(59));
    grid.settle();
    assertThat(RecordingAssimilator.seen()).hasSize(1);
    grid.advance(Duration.ofSeconds(1));
    grid.settle();
    assertThat(RecordingAssimilator.seen()).hasSize(2);
    grid.advance(Duration.ofSeconds(119));
    grid.settle();
    assertThat(RecordingAssimilator.seen()).hasSize(2);
    grid.advance(Duration.ofSeconds(1));
    grid.settle();
    assertThat(RecordingAssimilator.seen()).hasSize(3);
  }

  @Test
  void anAssimilatorMaySayWhenItWantsToBeAskedAgain() {
    answered("later");
    RecordingAssimilator.busy(true);
    RecordingAssimilator.excuse(() -> new TryLater("at night", Duration.ofHours(5)));
    grid.settle();

    grid.advance(Duration.ofHours(5).minusMillis(1));
    grid.settle();
    assertThat(RecordingAssimilator.seen()).hasSize(1);
    grid.advance(Duration.ofMillis(1));
    grid.settle();
    assertThat(RecordingAssimilator.seen()).hasSize(2);
  }

  @Test
  void aCrashBetweenTheAssimilatorsReturnAndTheWriteLetsItSeeTheSameKeyAgain() throws IOException {
    long batch = answered("one");
    Handover crashing =
        new Handover(
            grid.get(Making.class),
            new Handover.Keeping(null, null, null, null, null) {
              @Override
              Set<Long> keep(List<Handover.Made> some, Instant now) {
                throw new Crash();
              }
            },
            grid.get(LifecycleSettings.class));
    Transactions transactions = grid.get(Transactions.class);
    List<Long> ids =
        transactions.call(
            () -> grid.get(Workunits.class).toAssimilate(Slice.WHOLE, 10, 0, grid.now()));
    Handoffs.Due due = transactions.call(() -> grid.get(Handoffs.class).of(ids)).get(0);

    assertThatExceptionOfType(Crash.class)
        .isThrownBy(() -> crashing.keep(List.of(crashing.make(due, grid.now())), grid.now()));
    grid.settle();

    assertThat(RecordingAssimilator.seen()).hasSize(2);
    assertThat(RecordingAssimilator.seen())
        .extracting(Handoff::idempotencyKey)
        .containsOnly("workunit-" + ids.get(0));
    assertThat(output(batch)).isEqualTo("one");
  }

  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void nothingOfAHandoverInVainIsLeftOnTheDisk() throws IOException {
    answered("later");
    RecordingAssimilator.busy(true);
    grid.settle();

    try (Stream<Path> files = Files.list(data.resolve("files").resolve("incoming"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aFailedWorkunitIsHandedOverWithItsReasons() throws IOException {
    long batch = grid.batch(researcher, "app", "one");
    grid.settle();
    for (int i = 0; i < 4; i++) {
      long host = grid.host(grid.somebody("user" + i, Role.VOLUNTEER));
      grid.ask(host, 1, Set.of())
          .orders()
          .forEach(
              order ->
                  grid.report(
                      host, order.resultId(), org.idlewild.scheduler.report.Report.Ending.FAILED));
      grid.settle();
    }
    // It is held for failing everywhere, until the hold's time is over.
    grid.advance(Duration.ofDays(7));
    grid.settle();

    assertThat(RecordingAssimilator.seen())
        .singleElement()
        .satisfies(
            handoff -> {
              assertThat(handoff.failures()).containsExactly("TOO_MANY_ERROR");
              assertThat(handoff.outputs()).isEmpty();
            });
    assertThat(output(batch)).as("its part, as the assimilator wrote it").isEqualTo("one");
  }

  private long answered(String... parameters) {
    long batch = grid.batch(researcher, "app", parameters);
    grid.settle();
    for (String user : List.of("alpha", "beta")) {
      long host = grid.host(grid.somebody(user, Role.VOLUNTEER));
      grid.ask(host, 10, Set.of()).orders().forEach(order -> grid.answer(host, order, "x"));
    }
    grid.run(PassName.TRANSITIONER);
    grid.run(PassName.VALIDATOR);
    grid.run(PassName.TRANSITIONER);
    return batch;
  }

  private Progress progress(long batch) {
    return grid.get(BatchViews.class).progress(researcher, batch);
  }

  private String output(long batch) throws IOException {
    try (InputStream in = grid.get(OutputFiles.class).output(researcher, batch).open(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
