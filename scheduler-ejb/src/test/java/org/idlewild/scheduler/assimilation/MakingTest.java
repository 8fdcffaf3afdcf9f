package org.idlewild.scheduler.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.work.App;
import org.idlewild.work.AppPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakingTest {
  private static final App APP =
      new App(1, "app", 1, "bitwise", Map.of(), "merge", Map.of(), AppPolicy.DEFAULT);

  @TempDir Path data;

  private TestGrid grid;
  private Making making;

  @BeforeEach
  void start() {
    grid = new TestGrid(TestDatabase.h2(), data);
    making = grid.get(Making.class);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void whatIsMadeInTimeIsThere() throws Exception {
    Arrivals.Arrived made =
        making.make(APP, (any, out) -> out.write('x'), Duration.ofMinutes(1), grid.now());

    assertThat(made.path()).hasContent("x");
  }

  @Test
  void whatIsFinishedTooLateIsThrownAway() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread[] late = new Thread[1];

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(
            () ->
                making.make(
                    APP,
                    (any, out) -> {
                      late[0] = Thread.currentThread();
                      began.countDown();
                      stubborn(goOn);
                      out.write('x');
                    },
                    Duration.ofSeconds(2),
                    grid.now()));
    assertThat(began.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(arriving()).isEqualTo(1);
    goOn.countDown();

    for (int i = 0; i < 1000 && arriving() > 0; i++) {
      late[0].join(50);
    }
    assertThat(arriving()).isZero();
  }

  /** Waits without listening to anybody who wants it to stop. */
  private static void stubborn(CountDownLatch goOn) {
    boolean waiting = true;
    while (waiting) {
      try {
        goOn.await();
        waiting = false;
      } catch (InterruptedException ignored) {
        // That is what it means to be stubborn.
      }
    }
  }

  private long arriving() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("files/incoming"))) {
      return files.count();
    }
  }
}
