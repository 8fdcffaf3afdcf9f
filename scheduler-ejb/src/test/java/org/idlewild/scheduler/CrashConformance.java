package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that is killed between any two writes, and started again on what it left, loses nothing
 * and does nothing twice.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CrashConformance {
  @TempDir static Path folder;

  private DataSource lived;

  abstract DataSource database();

  @AfterEach
  void disarm() {
    Faults.disarm();
  }

  @ParameterizedTest
  @EnumSource
  void aServerKilledAt(Point point) throws IOException {
    boolean first = point == Point.OPERATOR_TOKEN_WRITTEN;
    if (lived == null || first) {
      lived = database();
    }
    boolean withMany = point == Point.WORKUNITS_FLUSHED;
    assertThat(live(lived, new KillOnce(point, 1), point.name(), withMany)).as("killed").isTrue();
  }

  /** A life on one database, through one crash; whether that came. */
  boolean live(DataSource database, KillOnce kill, String name, boolean withMany)
      throws IOException {
    Path data =
        Files.createDirectories(folder.resolve("data-" + System.identityHashCode(database)));
    Invariants invariants = new Invariants(database, data);
    Life life =
        new Life(
            TestGrid.unstarted(database, data),
            name.replace('_', '-'),
            kill,
            invariants::requireKept);
    Faults.arm(kill);
    try {
      life.live(withMany);
      invariants.requireTidy();
      return kill.isDone();
    } finally {
      life.grid().close();
    }
  }
}
