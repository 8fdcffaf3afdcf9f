package org.idlewild.scheduler.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DispatchBufferTest {
  private static final long QUEUE = 7;

  private final DispatchBuffer buffer = new DispatchBuffer();

  private static Map<Long, List<Candidate>> table(long... results) {
    return Map.of(
        QUEUE,
        LongStream.of(results)
            .mapToObj(id -> new Candidate(id, id, QUEUE, 0, Instant.EPOCH))
            .toList());
  }

  private List<Long> atHand() {
    return buffer.candidates(QUEUE).stream().map(Candidate::result).toList();
  }

  @Test
  void whatIsSentWhileTheTableIsReadDoesNotComeBack() {
    buffer.replace(table(1, 2));
    buffer.reading();
    buffer.remove(1);

    buffer.replace(table(1, 2, 3));

    assertThat(atHand()).containsExactly(2L, 3L);
  }

  @Test
  void whatTheTableHasAgainLaterComesBack() {
    buffer.replace(table(1));
    buffer.remove(1);
    buffer.reading();

    buffer.replace(table(1));

    assertThat(atHand()).containsExactly(1L);
  }
}
