package org.idlewild.scheduler.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.idlewild.scheduler.store.Waiting;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final long QUEUE = 7;
  private static final int ROOM = 3;

  private final DispatchBuffer buffer = new DispatchBuffer();
  private final Window window = new Window();
  private List<Long> table = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);

  @Test
  void theFrontOfAQueueIsAtHand() {
    feed();

    assertThat(atHand()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatWasPassedOverTooOftenMakesRoomForWhatLiesBehind() {
    feed();
    tire(1, 2);
    feed();

    assertThat(atHand()).containsExactly(3L, 4L, 5L);
  }

  @Test
  void aQueueWhoseFrontNobodyCanRunIsWalkedThroughAndBegunAgain() {
    feed();
    for (List<Long> next :
        List.of(List.of(4L, 5L, 6L), List.of(7L, 8L), List.of(1L, 2L, 3L), List.of(4L, 5L, 6L))) {
      tire(atHand().stream().mapToLong(Long::longValue).toArray());
      assertThat(buffer.isStuck()).isTrue();
      feed();
      assertThat(atHand()).isEqualTo(next);
    }
  }

  @Test
  void newUrgentWorkIsAtHandAtOnceWhereverTheWindowStands() {
    feed();
    tire(1, 2, 3);
    feed();
    table = List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    feed();

    assertThat(atHand()).startsWith(0L);
  }

  @Test
  void whatIsAloneInItsQueueStaysHoweverOftenItIsPassedOver() {
    table = List.of(1L);
    feed();
    tire(1);
    feed();
    feed();

    assertThat(atHand()).containsExactly(1L);
  }

  @Test
  void aResultKeepsTheTimeSinceWhichItWaits() {
    feed();
    buffer.replace(
        Map.of(QUEUE, List.of(new Candidate(1, 1, QUEUE, 0, Instant.EPOCH.plusSeconds(9)))));

    assertThat(buffer.candidates(QUEUE).get(0).since()).isEqualTo(Instant.EPOCH);
  }

  private void feed() {
    List<Candidate> at =
        window.of(QUEUE, buffer.tired(QUEUE), ROOM, this::read).stream()
            .map(u -> new Candidate(u.result(), u.workunit(), QUEUE, 0, Instant.EPOCH))
            .toList();
    buffer.replace(Map.of(QUEUE, at));
  }

  private List<Waiting.Unsent> read(Optional<Waiting.Place> after, int limit) {
    return table.stream()
        .filter(id -> after.map(place -> id > place.result()).orElse(true))
        .limit(limit)
        .map(id -> new Waiting.Unsent(id, id, QUEUE, new Waiting.Place(0, id)))
        .toList();
  }

  private void tire(long... results) {
    for (int i = 0; i < DispatchBuffer.PATIENCE; i++) {
      buffer.passOver(LongStream.of(results).boxed().toList());
    }
  }

  private List<Long> atHand() {
    return buffer.candidates(QUEUE).stream().map(Candidate::result).toList();
  }
}
