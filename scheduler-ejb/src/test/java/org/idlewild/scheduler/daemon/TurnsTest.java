package org.idlewild.scheduler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.idlewild.work.Slice;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Caller OPERATOR = new Caller(1, "operator", Role.OPERATOR);
  private static final Slice HALF = new Slice(1, 2);

  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<Slice> runs = new ArrayList<>();
  private IntSupplier body = () -> 0;
  private Slice mine = Slice.WHOLE;
  private final Turns turns = turns(PassName.VALIDATOR);

  @Test
  void manyWakesAreOneRun() {
    turns.soon(PassName.VALIDATOR);
    turns.soon(PassName.VALIDATOR);
    turns.soon(PassName.VALIDATOR);
    work();

    assertThat(runs).containsExactly(Slice.WHOLE);
    assertThat(later).as("looks at what other nodes left").isEmpty();
  }

  @Test
  void whoeverAsksWhileItRunsGetsOneMoreRunAndNoneAtTheSameTime() {
    body =
        () -> {
          if (runs.size() == 1) {
            turns.now(PassName.VALIDATOR);
            turns.soon(PassName.VALIDATOR);
            assertThat(runs).hasSize(1);
          }
          return 0;
        };
    turns.now(PassName.VALIDATOR);
    work();

    assertThat(runs).hasSize(2);
  }

  @Test
  void aPassRestsAfterARunAndWhatComesMeanwhileIsOneMoreRun() {
    Deque<Runnable> rests = new ArrayDeque<>();
    turns.connect(Runnable::run, later::add, rests::add);
    turns.soon(PassName.VALIDATOR);
    turns.soon(PassName.VALIDATOR);
    turns.soon(PassName.VALIDATOR);
    assertThat(runs).hasSize(1);

    rests.remove().run();
    assertThat(runs).hasSize(2);

    rests.remove().run();
    assertThat(runs).hasSize(2);
    assertThat(rests).as("of a pass that nobody asks for").isEmpty();
  }

  @Test
  void aWakeIsForThisNodesSliceAndALookAtTheRestFollowsOnce() {
    mine = HALF;
    turns.soon(PassName.VALIDATOR);
    work();
    turns.soon(PassName.VALIDATOR);
    work();
    assertThat(runs).containsExactly(HALF, HALF);

    assertThat(later).hasSize(1);
    later.remove().run();
    work();
    assertThat(runs).containsExactly(HALF, HALF, HALF, Slice.WHOLE);
  }

  @Test
  void theTimerCallsForTheOwnSliceFirstAndThenForEverybodys() {
    mine = HALF;
    turns.now(PassName.VALIDATOR);

    assertThat(runs).containsExactly(HALF, Slice.WHOLE);
  }

  @Test
  void theFeederOfANodeKeepsToItsSlice() {
    mine = HALF;
    Turns feeder = turns(PassName.FEEDER);
    feeder.now(PassName.FEEDER);
    feeder.soon(PassName.FEEDER);
    work();

    assertThat(runs).containsExactly(HALF, HALF);
    assertThat(later).isEmpty();
  }

  @Test
  void aRunByHandSaysHowManyRowsItDid() {
    body = () -> 7;
    turns.connect(Runnable::run, later::add, Runnable::run);

    assertThat(new ByHand(turns).run(OPERATOR, PassName.VALIDATOR))
        .isEqualTo(new ByHand.Run("VALIDATOR", 7, ByHand.Ending.DONE));
  }

  @Test
  void aRunByHandThatFailsSaysSoAndTheNextOneIsTried() {
    body =
        () -> {
          throw new IllegalStateException("a fault of the pass's");
        };
    turns.connect(Runnable::run, later::add, Runnable::run);
    ByHand byHand = new ByHand(turns);

    assertThat(byHand.run(OPERATOR, PassName.VALIDATOR).ending()).isEqualTo(ByHand.Ending.FAILED);
    body = () -> 1;
    assertThat(byHand.run(OPERATOR, PassName.VALIDATOR).rows()).isEqualTo(1);
  }

  @Test
  void aRunByHandThatTakesLongIsNotWaitedForLonger() {
    ByHand byHand = new ByHand(turns, Duration.ofMillis(1));

    assertThat(byHand.run(OPERATOR, PassName.VALIDATOR).ending()).isEqualTo(ByHand.Ending.RUNNING);
    work();
    assertThat(runs).hasSize(1);
  }

  @Test
  void nothingRunsAnyMoreOnceItStopped() {
    turns.stop(Duration.ZERO);
    turns.soon(PassName.VALIDATOR);
    work();

    assertThat(runs).isEmpty();
  }

  private void work() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }

  private Turns turns(PassName name) {
    Pass pass =
        new Pass() {
          @Override
          public PassName name() {
            return name;
          }

          @Override
          public int run(int limit, Instant now) {
            return run(Slice.WHOLE, limit, now);
          }

          @Override
          public int run(Slice slice, int limit, Instant now) {
            runs.add(slice);
            return body.getAsInt();
          }
        };
    Turns made =
        new Turns(
            new PassRunner(
                List.of(pass),
                new DaemonSettings(Duration.ofSeconds(5), 10, "node"),
                new Wake(),
                Set.<PassName>of()::contains,
                Clock.systemUTC()),
            () -> mine);
    made.connect(threads::add, later::add, Runnable::run);
    return made;
  }
}
