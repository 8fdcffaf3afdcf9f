package org.idlewild.scheduler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Caller OPERATOR = new Caller(1, "operator", Role.OPERATOR);

  private final Deque<Runnable> threads = new ArrayDeque<>();
  private int runs;
  private IntSupplier body = () -> 0;
  private final Turns turns = turns();

  @Test
  void manyWakesAreOneRun() {
    turns.soon(PassName.VALIDATOR);
    turns.soon(PassName.VALIDATOR);
    turns.soon(PassName.VALIDATOR);
    work();

    assertThat(runs).isEqualTo(1);
  }

  @Test
  void whoeverAsksWhileItRunsGetsOneMoreRunAndNoneAtTheSameTime() {
    body =
        () -> {
          if (runs == 1) {
            turns.now(PassName.VALIDATOR);
            turns.soon(PassName.VALIDATOR);
            assertThat(runs).isEqualTo(1);
          }
          return 0;
        };
    turns.now(PassName.VALIDATOR);
    work();

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void aRunByHandSaysHowManyRowsItDid() {
    body = () -> 7;
    turns.connect(Runnable::run);

    assertThat(new ByHand(turns).run(OPERATOR, PassName.VALIDATOR))
        .isEqualTo(new ByHand.Run("VALIDATOR", 7, ByHand.Ending.DONE));
  }

  @Test
  void aRunByHandThatFailsSaysSoAndTheNextOneIsTried() {
    body =
        () -> {
          throw new IllegalStateException("a fault of the pass's");
        };
    turns.connect(Runnable::run);
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
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void nothingRunsAnyMoreOnceItStopped() {
    turns.stop(Duration.ZERO);
    turns.soon(PassName.VALIDATOR);

    assertThat(runs).isZero();
  }

  private void work() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }

  private Turns turns() {
    Pass pass =
        new Pass() {
          @Override
          public PassName name() {
            return PassName.VALIDATOR;
          }

          @Override
          public int run(int limit, Instant now) {
            runs++;
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
                Clock.systemUTC()));
    made.connect(threads::add);
    return made;
  }
}
