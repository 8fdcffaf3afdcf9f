package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does. */
public final class Await {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "await");
            thread.setDaemon(true);
            return thread;
          });
  private static final long EVERY_MILLIS = 50;
  private static final long MINUTES = 1;

  private Await() {}

  /** Until something holds. */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    each(
        () -> {
          if (condition.getAsBoolean()) {
            held.countDown();
          }
        },
        held);
  }

  /** Until something holds that is about to, for those who measure how long that takes. */
  static void shortly(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("what was waited for came").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** Until something was the same at two looks a while apart. */
  static void settled(Supplier<String> value) throws InterruptedException {
    AtomicReference<String> before = new AtomicReference<>();
    CountDownLatch same = new CountDownLatch(1);
    each(
        () -> {
          String now = value.get();
          if (now.equals(before.getAndSet(now))) {
            same.countDown();
          }
        },
        same);
  }

  /** So many looks, a tenth of a second and more in all. */
  static void looks(int count) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(count);
    each(left::countDown, left);
  }

  private static void each(Runnable look, CountDownLatch enough) throws InterruptedException {
    ScheduledFuture<?> looking =
        TIMER.scheduleWithFixedDelay(look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    boolean came = enough.await(MINUTES, TimeUnit.MINUTES);
    looking.cancel(false);
    assertThat(came).as("what was waited for came").isTrue();
  }
}
