package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Moment;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each point is where it says that it is. */
@Timeout(120)
class PointsTest {
  private static final String SCHEDULER = "org.idlewild.scheduler.";

  @TempDir Path data;

  private final Map<Point, Set<Place>> passed = new ConcurrentHashMap<>();

  /** Where a point lies: its class, and whether its thread is in a transaction. */
  private record Place(String where, boolean inTransaction) {}

  @BeforeEach
  void liveOnce() {
    TestGrid grid = TestGrid.unstarted(TestDatabase.h2(), data);
    TestDatabase database = grid.get(TestDatabase.class);
    Faults.arm(
        point ->
            passed
                .computeIfAbsent(point, any -> ConcurrentHashMap.newKeySet())
                .add(new Place(caller(), database.isInTransaction())));
    Life life = new Life(grid, "life", new KillOnce(), () -> {});
    life.live(true);
    grid.close();
  }

  @AfterEach
  void disarm() {
    Faults.disarm();
  }

  @Test
  void everyPointIsPassedInItsClassAndAtItsMoment() {
    for (Point point : Point.values()) {
      assertThat(passed.getOrDefault(point, Set.of()))
          .as(point + ": " + point.sentence())
          .containsExactly(new Place(point.where(), point.moment() == Moment.BEFORE_COMMIT));
    }
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .dropWhile(name -> !name.equals(Faults.class.getName()))
                    .filter(name -> !name.equals(Faults.class.getName()))
                    .findFirst()
                    .orElseThrow()
                    .substring(SCHEDULER.length())
                    .replaceFirst("\\$.*", ""));
  }
}
