package org.idlewild.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.work.Progress;
import org.junit.jupiter.api.Test;

class ProgressGlancesTest {
  private final Map<Long, Long> totals = new HashMap<>();
  private long now;
  private int counted;

  private final ProgressGlances glances =
      new ProgressGlances(
          new StoredBatches(null, null, null) {
            @Override
            public Map<Long, Progress> progress(Collection<Long> ids) {
              Map<Long, Progress> all = new HashMap<>();
              ids.forEach(id -> all.put(id, counted(totals.get(id))));
              counted += ids.size();
              now += 100;
              return all;
            }
          },
          () -> now);

  @Test
  void aLargeBatchIsNotCountedAgainForTenTimesAsLongAsThatTook() {
    totals.put(1L, 200_000L);
    assertThat(glances.of(List.of(1L))).containsEntry(1L, counted(200_000));
    totals.put(1L, 300_000L);

    now += 999;
    assertThat(glances.of(List.of(1L))).containsEntry(1L, counted(200_000));
    assertThat(counted).isEqualTo(1);
    now += 1;
    assertThat(glances.of(List.of(1L))).containsEntry(1L, counted(300_000));
  }

  @Test
  void aSmallBatchIsCountedEachTime() {
    totals.put(1L, 100_000L);
    glances.of(List.of(1L));
    totals.put(1L, 5L);

    assertThat(glances.of(List.of(1L))).containsEntry(1L, counted(5));
  }

  @Test
  void onlyThoseAreCountedOfWhichNothingIsKnown() {
    totals.put(1L, 200_000L);
    totals.put(2L, 5L);
    glances.of(List.of(1L));

    assertThat(glances.of(List.of(1L, 2L)))
        .containsEntry(1L, counted(200_000))
        .containsEntry(2L, counted(5));
    assertThat(counted).isEqualTo(2);
  }

  private static Progress counted(long total) {
    return new Progress(Map.of(Progress.Phase.UNSENT, total));
  }
}
