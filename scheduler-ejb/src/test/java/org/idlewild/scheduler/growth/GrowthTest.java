package org.idlewild.scheduler.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.idlewild.scheduler.store.MariaDbServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {
  private static final int FEW = 4_000;
  private static final int MANY = 20_000;

  /** For what the planner does differently on tables of another size. */
  private static final int SLACK = 1_200;

  @TempDir Path few;
  @TempDir Path many;

  @Test
  void noStatementReadsMoreRowsBecauseOthersHaveMoreWork() {
    Map<String, StatementMeter.Reading> small = measured(FEW, few);
    Map<String, StatementMeter.Reading> large = measured(MANY, many);

    assertThat(large).isNotEmpty();
    assertThat(large.entrySet().stream().filter(one -> grew(small, one)).toList())
        .as("statements that read more rows because others have more work")
        .isEmpty();
  }

  private static boolean grew(
      Map<String, StatementMeter.Reading> small, Map.Entry<String, StatementMeter.Reading> large) {
    StatementMeter.Reading none = new StatementMeter.Reading(0, 0);
    return large.getValue().most() > small.getOrDefault(large.getKey(), none).most() + SLACK;
  }

  private static Map<String, StatementMeter.Reading> measured(int crowd, Path data) {
    return Life.amid(crowd, new StatementMeter(MariaDbServer.database()), data);
  }
}
