package org.idlewild.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.store.Demands;
import org.junit.jupiter.api.Test;

/** What a host is shown of a queue. */
class WalkTest {
  private static final Demands.Need ANY = new Demands.Need(1, 1, null, Set.of(), Set.of(), null);

  private final List<List<Long>> read = new ArrayList<>();

  private static Candidate candidate(long id) {
    return new Candidate(id, id + 10, 7, 0, Instant.EPOCH);
  }

  private static List<Candidate> candidates(long last) {
    return LongStream.rangeClosed(1, last).mapToObj(WalkTest::candidate).toList();
  }

  private Optional<Demands.Need> readAll(long workunit, Supplier<List<Long>> next) {
    read.add(next.get());
    return Optional.of(ANY);
  }

  private static Optional<Long> take(Walk walk, Set<Long> taken) {
    return walk.next(taken, (candidate, need) -> Optional.of(candidate.result()));
  }

  @Test
  void whatSomebodyElseGotAMomentBeforeIsNotLookedAt() {
    Walk walk = new Walk(candidates(2), candidate -> candidate.result() == 1, this::readAll);

    assertThat(take(walk, Set.of())).contains(2L);
    assertThat(walk.passedOver()).isEmpty();
    assertThat(walk.got()).extracting(Candidate::result).containsExactly(2L);
  }

  @Test
  void aSecondResultOfWhatTheHostHasIsNotLookedAt() {
    Walk walk = new Walk(candidates(2), candidate -> false, this::readAll);

    assertThat(take(walk, Set.of(11L))).contains(2L);
    assertThat(walk.passedOver()).isEmpty();
  }

  @Test
  void whatDoesNotFitIsPassedOverOnce() {
    Walk walk = new Walk(candidates(2), candidate -> false, this::readAll);

    assertThat(walk.<Long>next(Set.of(), (candidate, need) -> Optional.empty())).isEmpty();
    assertThat(take(walk, Set.of())).isEmpty();
    assertThat(walk.passedOver()).containsExactly(1L, 2L);
  }

  @Test
  void whatIsGoneIsNeitherTakenNorPassedOver() {
    Walk walk =
        new Walk(
            candidates(2),
            candidate -> false,
            (workunit, next) -> Optional.of(ANY).filter(any -> workunit == 12));

    assertThat(take(walk, Set.of())).contains(2L);
    assertThat(walk.passedOver()).isEmpty();
  }

  @Test
  void whoReadsOneHearsWhichHundredComeNext() {
    Walk walk = new Walk(candidates(150), candidate -> false, this::readAll);

    take(walk, Set.of());
    take(walk, Set.of());

    assertThat(read.get(0)).hasSize(100).startsWith(11L).endsWith(110L);
    assertThat(read.get(1)).startsWith(12L);
  }
}
