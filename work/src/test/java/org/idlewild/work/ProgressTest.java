package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.idlewild.work.Progress.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

  @ParameterizedTest(name = "{7}")
  @CsvSource({
    // cancelled, failed, assimilate, answered, needValidate, inProgress, held
    "false, false, INIT,  false, false, false, false, UNSENT",
    "false, false, INIT,  false, false, true, false, IN_PROGRESS",
    "false, false, INIT,  false, true,  true, false, VALIDATING",
    "false, false, INIT,  false, true,  false, false, VALIDATING",
    "false, false, INIT,  true,  false, true, false, ASSIMILATING",
    "false, false, READY, true,  true,  true, false, ASSIMILATING",
    "false, true,  READY, false, false, true, false, ASSIMILATING",
    "true,  false, INIT,  false, false, true, false, ASSIMILATING",
    "false, false, DONE,  true,  true,  true, false, DONE",
    "false, true,  DONE,  false, false, true, false, FAILED",
    "true,  true,  DONE,  false, false, false, false, CANCELLED",
    "true,  false, DONE,  false, false, false, false, CANCELLED",
    "false, false, INIT,  false, false, false, true, HELD",
    "false, false, INIT,  false, false, true, true, HELD",
    "false, false, INIT,  false, true, true, true, VALIDATING",
    "false, false, INIT,  true, false, true, true, ASSIMILATING",
    "true, false, INIT,  false, false, true, true, ASSIMILATING",
    "false, true, DONE,  false, false, true, true, FAILED"
  })
  void thePhaseFollowsFromTheFacts(
      boolean cancelled,
      boolean failed,
      AssimilateState assimilate,
      boolean answered,
      boolean needValidate,
      boolean inProgress,
      boolean held,
      Phase phase) {
    assertThat(
            Progress.phase(cancelled, failed, assimilate, answered, needValidate, inProgress, held))
        .isEqualTo(phase);
  }

  @Test
  void everyCombinationOfFactsIsInOnePhaseAndTheCountsSumToTheTotal() {
    Map<Phase, Long> counts = new EnumMap<>(Phase.class);
    int combinations = 0;
    for (AssimilateState assimilate : AssimilateState.values()) {
      for (int bits = 0; bits < 64; bits++) {
        Phase phase =
            Progress.phase(
                bit(bits, 0),
                bit(bits, 1),
                assimilate,
                bit(bits, 2),
                bit(bits, 3),
                bit(bits, 4),
                bit(bits, 5));
        assertThat(phase).isNotNull();
        counts.merge(phase, 1L, Long::sum);
        combinations++;
      }
    }

    Progress progress = new Progress(counts);

    assertThat(progress.total()).isEqualTo(combinations);
    assertThat(progress.counts()).containsOnlyKeys(Phase.values());
  }

  @Test
  void aPhaseThatNobodyIsInCountsZero() {
    Progress progress = new Progress(Map.of(Phase.DONE, 2L));

    assertThat(progress.count(Phase.UNSENT)).isZero();
    assertThat(progress.count(Phase.DONE)).isEqualTo(2);
    assertThat(progress.total()).isEqualTo(2);
  }

  private static boolean bit(int bits, int place) {
    return (bits & 1 << place) != 0;
  }
}
