package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class H2CrashTest extends CrashConformance {
  @Override
  DataSource database() {
    return TestDatabase.h2();
  }

  /**
   * Stages share points: where a file is deleted first is not where it is deleted last. Plug-ins
   * and stages have threads of their own, so a life may pass a point less often than the counted
   * one did; then the pass before is the last.
   */
  @ParameterizedTest
  @MethodSource("lastPasses")
  void aServerKilledAtTheLastPassOf(Point point, int pass) throws IOException {
    int last = pass;
    while (!live(database(), new KillOnce(point, last), "life", false)) {
      assertThat(--last).as("passes").isPositive();
    }
  }

  static Stream<Arguments> lastPasses() throws IOException {
    Map<Point, Integer> passes = new EnumMap<>(Point.class);
    Path data = Files.createDirectories(folder.resolve("counted"));
    Life life =
        new Life(TestGrid.unstarted(TestDatabase.h2(), data), "life", new KillOnce(), () -> {});
    Faults.arm(
        point -> {
          synchronized (passes) {
            passes.merge(point, 1, Integer::sum);
          }
        });
    life.live(false);
    life.grid().close();
    Faults.disarm();
    return passes.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }
}
