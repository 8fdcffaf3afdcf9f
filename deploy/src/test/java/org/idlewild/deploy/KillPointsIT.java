package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.idlewild.scheduler.fault.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real server on MariaDB, ended between two writes as SIGKILL ends it, and started again on
 * what it left. The system property {@code idlewild.test.points} chooses where it dies: {@code all}
 * or names with commas between; {@code bench/kill-points.sh} sets it.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KillPointsIT {
  /** Some in each stage, on either side of its commit. */
  private static final List<Point> SOME =
      List.of(
          Point.CONTENT_MOVED,
          Point.BATCH_WRITTEN,
          Point.BATCH_TAKEN,
          Point.TRANSITIONS_DONE,
          Point.WORKUNIT_TOLD,
          Point.ASSIGNMENT_ANNOUNCED,
          Point.OUTPUT_TAKEN,
          Point.REPORT_NOTED,
          Point.JUDGEMENT_SAVED,
          Point.JUDGEMENTS_DONE,
          Point.PART_KEPT,
          Point.FILES_UNUSED);

  /** What a repeated request does not pass any more is passed in another life. */
  private static final int LIVES = 3;

  private MortalDatabase database;
  private Deaths deaths;
  private MortalServer server;

  @BeforeEach
  void planAllDeaths() throws IOException {
    Path folder = Launcher.newFolder("kill-points-");
    Path files = folder.resolve("files");
    database = MortalDatabase.start(folder.resolve("mariadb"));
    deaths = new Deaths(points().map(Point::name).toList(), database.asTheServer(), files);
    Map<String, String> properties = new HashMap<>(MortalServer.properties(database, files));
    properties.put("idlewild.fault.armed", "yes");
    server = new MortalServer(folder.resolve("server"), properties, deaths);
    deaths.planFor(server);
  }

  @AfterEach
  void stop() {
    server.close();
    deaths.close();
    database.close();
  }

  @Test
  void aServerKilledBetweenTwoWritesLosesNothingAndDoesNothingTwice() {
    server.start();
    for (int i = 0; i == 0 || (i < LIVES && !deaths.ahead().isEmpty()); i++) {
      MortalLife life = new MortalLife(server, "life-" + i);
      life.live();
      if (deaths.ahead().contains(Point.WORKUNITS_FLUSHED.name())) {
        life.liveWithMany();
      }
      deaths.oversight().awaitRest(server::revive);
    }
    assertThat(deaths.ahead()).as("points that were never passed").isEmpty();
  }

  private static Stream<Point> points() {
    String chosen = System.getProperty("idlewild.test.points", "");
    if (chosen.equals("all")) {
      return Arrays.stream(Point.values());
    }
    return chosen.isEmpty()
        ? SOME.stream()
        : Arrays.stream(chosen.split(",", -1)).map(Point::valueOf);
  }
}
