package org.idlewild.scheduler.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.work.Delays;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private final TimeLimit generous = limit(Duration.ofMinutes(1));
  private final TimeLimit strict = limit(Duration.ofMillis(250));

  private final CallThreads threads = new CallThreads("test", TimeLimitTest.class.getClassLoader());

  @Test
  void anAnswerInTimeIsPassedOn() throws Exception {
    assertThat(generous.call(threads, () -> "answer", IOException.class)).isEqualTo("answer");
  }

  @Test
  void aPluginThatHangsIsInterruptedAndUnavailable() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicBoolean began = new AtomicBoolean();

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(
            () ->
                strict.call(
                    threads,
                    () -> {
                      began.set(true);
                      try {
                        never.await();
                        return "never";
                      } catch (InterruptedException stopped) {
                        interrupted.countDown();
                        throw stopped;
                      }
                    },
                    IOException.class))
        .withMessageContaining("longer than PT0.25S");

    // On a very busy machine its time may be over before it begins; then it never does.
    assertThat(!began.get() || interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void aPluginThatHangsDoesNotBarAnother() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> strict.call(threads, () -> awaitStubbornly(never), IOException.class));

    assertThat(generous.call(threads, () -> "answer", IOException.class)).isEqualTo("answer");
    never.countDown();
  }

  @Test
  void whatAPluginIsExpectedToThrowIsThrown() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                generous.call(
                    threads,
                    () -> {
                      throw new IOException("its own");
                    },
                    IOException.class))
        .withMessage("its own");
  }

  @Test
  void whateverElseItThrowsMakesItUnavailable() {
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(
            () ->
                generous.call(
                    threads,
                    () -> {
                      throw new IllegalStateException("a fault");
                    },
                    IOException.class))
        .withMessageContaining("a fault");
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(
            () ->
                generous.call(
                    threads,
                    () -> {
                      throw new StackOverflowError();
                    },
                    IOException.class));
  }

  @Test
  void aServerThatStopsDoesNotWaitForAPlugin() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> generous.call(threads, () -> awaitStubbornly(never), IOException.class))
        .withMessageContaining("stopping");

    assertThat(Thread.interrupted()).as("the interrupt is still known").isTrue();
    never.countDown();
  }

  /** Takes no notice of interrupts, as a bad plug-in does. */
  private static String awaitStubbornly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      // Interrupts end the parking and not the loop.
      LockSupport.parkNanos(1_000_000);
      Thread.interrupted();
    }
    return "late";
  }

  private static TimeLimit limit(Duration time) {
    return new TimeLimit(
        new LifecycleSettings(new Delays(Duration.ZERO, Duration.ofDays(7)), true, time));
  }
}
