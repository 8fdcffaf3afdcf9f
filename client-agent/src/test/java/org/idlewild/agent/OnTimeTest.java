package org.idlewild.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.idlewild.agent.host.Speed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent measures of its machine's use while it runs. */
class OnTimeTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void timeIsCountedByWhatWasAllowedWhenItBegan() throws IOException {
    OnTime time = OnTime.open(folder.resolve("on-time"), NOW);
    time.note(NOW, false);
    assertThat(time.fraction()).isEqualTo(1);

    time.note(NOW.plusSeconds(240), true);

    assertThat(time.fraction()).isLessThan(1);
  }

  @Test
  void theTimeWithoutAnAgentCountsAsOff() throws IOException {
    Path kept = folder.resolve("on-time");
    OnTime time = OnTime.open(kept, NOW);
    time.note(NOW, true);
    time.note(NOW.plusSeconds(60), true);

    OnTime later = OnTime.open(kept, NOW.plusSeconds(60).plus(Duration.ofDays(10)));

    assertThat(later.fraction()).isCloseTo(Math.exp(-1), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.5", "x y", "0 1", "2 1", "NaN 1"})
  void aFileThatMakesNoSenseIsForgotten(String text) throws IOException {
    Path kept = Files.writeString(folder.resolve("on-time"), text);

    assertThat(OnTime.open(kept, NOW).fraction()).isEqualTo(1);
  }

  @Test
  void theSpeedIsNotMeasuredWhileSomebodyIsThere() throws IOException {
    List<Instant> measured = new ArrayList<>();
    List<Duration> idle = new ArrayList<>(List.of(Duration.ofSeconds(5)));
    Speed speed =
        new Speed(
            folder.resolve("flops"),
            () -> {
              measured.add(NOW);
              return 7;
            });
    SpeedWatch watch = new SpeedWatch(speed, () -> Optional.of(idle.get(0)), Duration.ofMinutes(3));

    watch.turn(NOW);
    assertThat(measured).isEmpty();

    idle.set(0, Duration.ofMinutes(3));
    watch.turn(NOW.plus(SpeedWatch.INTERVAL).minusMillis(1));
    assertThat(measured).as("looked at once a minute").isEmpty();
    watch.turn(NOW.plus(SpeedWatch.INTERVAL));
    assertThat(speed.flops()).isEqualTo(7);

    watch.turn(NOW.plus(SpeedWatch.INTERVAL.multipliedBy(2)));
    assertThat(measured).as("known now").hasSize(1);
    watch.turn(NOW.plus(Speed.GOOD_FOR).plus(SpeedWatch.INTERVAL));
    assertThat(measured).as("after 30 days again").hasSize(2);
  }
}
