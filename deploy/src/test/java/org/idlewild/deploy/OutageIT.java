package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real server on a MariaDB of its own, under the load of several hosts, when what it stands on
 * is away for a while. The system property {@code idlewild.test.outage} says for how many seconds;
 * {@code bench/outages.sh} sets it.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OutageIT {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("idlewild.test.outage", 3));

  private static Path files;
  private static SmallDisk disk;
  private static MortalDatabase database;
  private static MortalServer server;

  @BeforeAll
  static void start() throws IOException {
    Path folder = Launcher.newFolder("outages-");
    files = Files.createDirectory(folder.resolve("files"));
    disk = SmallDisk.over(files);
    database = MortalDatabase.start(folder.resolve("mariadb"));
    server =
        new MortalServer(
            folder.resolve("server"), MortalServer.properties(database, files), point -> {});
    server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    database.close();
    disk.close();
  }

  @Test
  void aDatabaseThatIsKilledUnderLoadAndStartedAgainLosesNothing() throws IOException {
    try (Crowd crowd = new Crowd(server.operator(), "killed")) {
      crowd.awaitMiddle();
      database.kill();
      Instant began = Instant.now();
      try {
        crowd.await("hosts are told to come later", () -> crowd.seen(503) > 0);
        awaitEnd(crowd, began);
      } finally {
        database.startAgain();
      }
      requireRightEnd(crowd);
    }
  }

  @Test
  void aDatabaseThatTakesNoWritesForAWhileIsWaitedForAndMayBeRead() throws IOException {
    try (Crowd crowd = new Crowd(server.operator(), "read-only")) {
      crowd.awaitMiddle();
      database.readOnly(true);
      Instant began = Instant.now();
      try {
        crowd.await("hosts are told to come later", () -> crowd.seen(503) > 0);
        assertThat(crowd.done()).as("what a researcher sees").isPositive();
        awaitEnd(crowd, began);
      } finally {
        database.readOnly(false);
      }
      requireRightEnd(crowd);
    }
  }

  @Test
  void aDiskThatIsFullForAWhileIsSaidAndLeavesNothingByHalf() throws IOException {
    disk.requireSmall();
    try (Crowd crowd = new Crowd(server.operator(), "full")) {
      crowd.awaitMiddle();
      Instant began = Instant.now();
      try {
        crowd.await("uploads find no room", () -> isFull() && crowd.seen(507) > 0);
        HttpResponse<String> ready = server.operator().get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("the disk is full");
        crowd.await("it lasts", () -> isFull() && isOver(began));
      } finally {
        disk.free();
      }
      requireRightEnd(crowd);
    }
  }

  @Test
  void pollsWhoseRepliesAreLostAreRepeatedAndCountOnce() throws IOException {
    try (SwallowingProxy proxy = new SwallowingProxy(server.root(), 20, 0.2);
        Crowd crowd =
            new Crowd(new ApiClient(proxy.root(), server.operator().token()), "swallowed")) {
      requireRightEnd(crowd);
      assertThat(proxy.swallowed()).isGreaterThan(proxy.polls() / 10);
    }
  }

  /** What is deleted meanwhile makes room, which is taken at once. */
  private static boolean isFull() {
    try {
      disk.fill();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitEnd(Crowd crowd, Instant began) {
    crowd.await("it lasts", () -> isOver(began));
  }

  private static boolean isOver(Instant began) {
    return Instant.now().isAfter(began.plus(OUTAGE));
  }

  private static void requireRightEnd(Crowd crowd) {
    try (Oversight oversight = new Oversight(database.asTheServer(), files)) {
      crowd.requireRightEnd();
      oversight.awaitRest(() -> {});
    }
  }
}
