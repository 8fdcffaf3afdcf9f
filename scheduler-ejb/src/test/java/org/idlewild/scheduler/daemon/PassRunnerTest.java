package org.idlewild.scheduler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.idlewild.work.Slice;
import org.junit.jupiter.api.Test;

class PassRunnerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int LIMIT = 10;

  private final List<PassName> woken = new ArrayList<>();
  private final Set<PassName> paused = EnumSet.noneOf(PassName.class);
  private final Wake wake = new Wake();

  /** A pass that does as many rows as it is told, then nothing; a negative count is a fault. */
  private static final class Scripted implements Pass {
    private final PassName name;
    private final Iterator<Integer> counts;
    private int runs;

    Scripted(PassName name, Stream<Integer> counts) {
      this.name = name;
      this.counts = counts.iterator();
    }

    @Override
    public PassName name() {
      return name;
    }

    @Override
    public int run(int limit, Instant now) {
      assertThat(limit).isEqualTo(LIMIT);
      assertThat(now).isEqualTo(NOW);
      runs++;
      int count = counts.hasNext() ? counts.next() : 0;
      if (count < 0) {
        throw new IllegalStateException("a fault of the pass's");
      }
      return count;
    }
  }

  @Test
  void aPassIsRepeatedWhileItIsFull() {
    Scripted pass = new Scripted(PassName.VALIDATOR, Stream.of(10, 10, 3, 10));
    PassRunner runner = run(pass);

    assertThat(pass.runs).isEqualTo(3);
    assertThat(runner.record(PassName.VALIDATOR))
        .isEqualTo(new PassRecord(java.util.Optional.of(NOW), Duration.ZERO, 3, false, 23, 3, 0));
  }

  @Test
  void aPassThatDidSomethingWakesThoseThatItConcerns() {
    run(new Scripted(PassName.TRANSITIONER, Stream.of(1)));

    assertThat(woken)
        .containsExactlyInAnyOrder(PassName.VALIDATOR, PassName.ASSIMILATOR, PassName.FILE_DELETER);
  }

  @Test
  void aPassThatDidNothingWakesNobody() {
    run(new Scripted(PassName.TRANSITIONER, Stream.of(0)));

    assertThat(woken).isEmpty();
  }

  @Test
  void aPassThatNeverGetsDoneGivesItsThreadBackAndAsksForAnother() {
    Scripted pass = new Scripted(PassName.FILE_DELETER, Stream.generate(() -> LIMIT));
    run(pass);

    assertThat(pass.runs).isEqualTo(50);
    assertThat(woken).containsExactly(PassName.FILE_DELETER);
  }

  @Test
  void aFailureIsCountedAndTheNextRunTriesAgain() {
    Scripted pass = new Scripted(PassName.VALIDATOR, Stream.of(10, -1, 4));
    PassRunner runner = run(pass);

    assertThat(runner.record(PassName.VALIDATOR).failures()).isEqualTo(1);
    assertThat(runner.record(PassName.VALIDATOR).lastCount()).isZero();
    assertThat(runner.record(PassName.VALIDATOR).lastFailed()).isTrue();
    assertThat(runner.record(PassName.VALIDATOR).runs()).isEqualTo(2);
    assertThat(woken)
        .as("what was done before counts")
        .containsExactlyInAnyOrder(PassName.ASSIMILATOR, PassName.FILE_DELETER);

    runner.run(PassName.VALIDATOR, Slice.WHOLE);
    assertThat(runner.record(PassName.VALIDATOR).totalCount()).isEqualTo(14);
    assertThat(runner.record(PassName.VALIDATOR).failures()).isEqualTo(1);
    assertThat(runner.record(PassName.VALIDATOR).lastFailed()).isFalse();
  }

  @Test
  void aPausedPassRestsUntilItIsResumed() {
    paused.add(PassName.VALIDATOR);
    Scripted pass = new Scripted(PassName.VALIDATOR, Stream.of(3));
    PassRunner runner = run(pass);

    assertThat(pass.runs).isZero();
    assertThat(runner.record(PassName.VALIDATOR)).isEqualTo(PassRecord.NONE);

    paused.clear();
    runner.run(PassName.VALIDATOR, Slice.WHOLE);
    assertThat(pass.runs).isEqualTo(1);
  }

  @Test
  void aRunByHandIsOneRoundEvenOfAPausedPass() {
    paused.add(PassName.TRANSITIONER);
    Scripted pass = new Scripted(PassName.TRANSITIONER, Stream.of(10, 10));
    PassRunner runner = run(pass);

    assertThat(runner.byHand(PassName.TRANSITIONER, Slice.WHOLE)).isEqualTo(10);
    assertThat(pass.runs).isEqualTo(1);
    assertThat(woken).contains(PassName.VALIDATOR);
  }

  @Test
  void aPassThatNeverRanHasAnEmptyRecord() {
    PassRunner runner = run(new Scripted(PassName.VALIDATOR, Stream.of(0)));

    assertThat(runner.record(PassName.FEEDER)).isEqualTo(PassRecord.NONE);
  }

  private PassRunner run(Pass pass) {
    wake.connect(woken::add);
    PassRunner runner =
        new PassRunner(
            List.of(pass),
            new DaemonSettings(Duration.ofSeconds(5), LIMIT, "node"),
            wake,
            paused::contains,
            Clock.fixed(NOW, ZoneOffset.UTC));
    runner.run(pass.name(), Slice.WHOLE);
    return runner;
  }
}
