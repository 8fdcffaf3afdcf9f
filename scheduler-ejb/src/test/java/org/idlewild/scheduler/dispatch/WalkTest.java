package org.idlewild.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.feeder.DispatchBuffer;
import org.idlewild.work.Match;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final Match.Demand ANY =
      new Match.Demand(List.of(), null, null, Set.of(), Set.of());

  private final DispatchBuffer buffer = new DispatchBuffer();
  private final List<Candidate> candidates = List.of(candidate(1), candidate(2));

  private static Candidate candidate(long id) {
    return new Candidate(id, id + 10, 7, 0, Instant.EPOCH);
  }

  private Walk walk(Reservations reservations) {
    return new Walk(candidates, WalkTest::demands, reservations);
  }

  private static Map<Long, Match.Demand> demands(Collection<Long> workunits) {
    Map<Long, Match.Demand> demands = new HashMap<>();
    workunits.forEach(id -> demands.put(id, ANY));
    return demands;
  }

  private static Optional<Long> take(Walk walk) {
    return walk.next(Set.of(), (candidate, demand) -> Optional.of(candidate.result()));
  }

  @Test
  void whatAnotherRequestHasInHandIsLeftToIt() {
    Walk first = walk(new Reservations(buffer));
    Walk second = walk(new Reservations(buffer));

    assertThat(take(first)).contains(1L);
    assertThat(take(second)).contains(2L);
    assertThat(take(first)).isEmpty();
    assertThat(second.passedOver()).isEmpty();
  }

  @Test
  void whatARequestDidNotSendIsThereForTheNext() {
    try (Reservations undone = new Reservations(buffer)) {
      assertThat(take(walk(undone))).contains(1L);
    }

    assertThat(take(walk(new Reservations(buffer)))).contains(1L);
  }

  @Test
  void whatDoesNotFitOneHostIsThereForAnotherAtOnce() {
    Walk first = walk(new Reservations(buffer));
    assertThat(first.<Long>next(Set.of(), (candidate, demand) -> Optional.empty())).isEmpty();

    assertThat(first.passedOver()).containsExactly(1L, 2L);
    assertThat(take(walk(new Reservations(buffer)))).contains(1L);
  }
}
