package org.idlewild.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppetiteTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aHostThatCountsTasksIsSatedByThem() {
    Appetite two = Appetite.ofTasks(2);
    assertThat(two.isSated()).isFalse();
    assertThat(two.after(1, HOUR).isSated()).isFalse();
    assertThat(two.after(1, HOUR).after(1, HOUR).isSated()).isTrue();
    assertThat(Appetite.ofTasks(0).isSated()).isTrue();
  }

  @Test
  void aHostThatCountsTimeIsSatedByIt() {
    Appetite threeHours = new Appetite(1000, Optional.of(HOUR.multipliedBy(3)), 0);
    Appetite later = threeHours.after(1, HOUR).after(1, HOUR);
    assertThat(later.isSated()).isFalse();
    assertThat(later.after(1, HOUR).isSated()).isTrue();
  }

  @Test
  void aTaskOfSeveralProcessorsCountsAsOftenAsThose() {
    Appetite threeHours = new Appetite(1000, Optional.of(HOUR.multipliedBy(3)), 0);
    assertThat(threeHours.after(4, HOUR).isSated()).isTrue();
  }

  @Test
  void idleProcessorsGetATaskEachHoweverShortTheTime() {
    Appetite idle = new Appetite(1000, Optional.of(Duration.ofSeconds(1)), 2);
    assertThat(idle.after(1, HOUR).isSated()).isFalse();
    assertThat(idle.after(1, HOUR).after(1, HOUR).isSated()).isTrue();
  }

  @Test
  void noTimeAndNothingIdleIsNoAppetite() {
    assertThat(new Appetite(1000, Optional.of(Duration.ZERO), 0).isSated()).isTrue();
  }

  @Test
  void neverMoreTasksThanThereIsRoomFor() {
    Appetite wide = new Appetite(1000, Optional.of(HOUR.multipliedBy(100)), 8);
    assertThat(wide.upTo(1).after(1, HOUR).isSated()).isTrue();
    assertThat(wide.upTo(0).isSated()).isTrue();
  }
}
