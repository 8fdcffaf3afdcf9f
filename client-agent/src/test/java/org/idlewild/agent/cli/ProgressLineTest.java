package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.idlewild.agent.cli.api.Progress;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static Progress done(long done) {
    return new Progress(150, 140 - done, 6, 3, 1, done, 0, 0, 0);
  }

  @Test
  void showsABarTheCountsAndTheTimeLeft() {
    assertThat(ProgressLine.of(done(50), 0, Duration.ofSeconds(20)))
        .isEqualTo("[#####...........] 50/150 done, 90 unsent, 6 running, 4 checking, 0:40 left");
  }

  @Test
  void saysNothingOfTheTimeLeftBeforeThereIsAPace() {
    assertThat(ProgressLine.of(done(0), 0, Duration.ofSeconds(20))).doesNotContain("left");
  }

  @Test
  void reckonsThePaceFromWhereTheWatchingBegan() {
    assertThat(ProgressLine.timeLeft(done(50), 40, Duration.ofSeconds(10)))
        .contains(Duration.ofSeconds(100));
  }

  @Test
  void showsAFullBarAtTheEnd() {
    Progress over = new Progress(4, 0, 0, 0, 0, 3, 1, 0, 0);

    assertThat(ProgressLine.of(over, 0, Duration.ofSeconds(9)))
        .isEqualTo("[################] 3/4 done, 1 failed");
  }

  @Test
  void anEmptyBatchHasAnEmptyBar() {
    assertThat(ProgressLine.of(new Progress(0, 0, 0, 0, 0, 0, 0, 0, 0), 0, Duration.ZERO))
        .isEqualTo("[................] 0/0 done");
  }

  @Test
  void writesTimesAsAClockDoes() {
    assertThat(ProgressLine.clock(Duration.ofSeconds(7))).isEqualTo("0:07");
    assertThat(ProgressLine.clock(Duration.ofSeconds(750))).isEqualTo("12:30");
    assertThat(ProgressLine.clock(Duration.ofSeconds(10805))).isEqualTo("3:00:05");
  }

  @Test
  void noticesCountsThatDoNotSumUp() {
    assertThat(done(50).sumsUp()).isTrue();
    assertThat(new Progress(150, 139, 0, 0, 0, 10, 0, 0, 0).sumsUp()).isFalse();
  }

  @Test
  void withoutATerminalALineComesEveryFiveSecondsAndOnceAtTheEnd() {
    assertThat(drawn(false).lines()).hasSize(4).last().asString().contains("150/150 done");
  }

  @Test
  void onATerminalOneLineIsRedrawn() {
    assertThat(drawn(true)).startsWith("\r\033[K[").containsOnlyOnce("\n").endsWith("done\n");
  }

  /** Twelve seconds, shown once a second, then the end, which is told twice. */
  private static String drawn(boolean terminal) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    ProgressView view =
        new ProgressView(
            new Surroundings(
                System.out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                Map.of(),
                Path.of(""),
                now::get,
                pause -> {},
                () -> ""));
    for (int second = 0; second < 12; second++) {
      view.accept(done(second));
      now.updateAndGet(instant -> instant.plusSeconds(1));
    }
    view.accept(new Progress(150, 0, 0, 0, 0, 150, 0, 0, 0));
    view.accept(new Progress(150, 0, 0, 0, 0, 150, 0, 0, 0));
    return err.toString(StandardCharsets.UTF_8);
  }
}
