package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.idlewild.agent.cli.api.Pause;

/** Hosts of as many users that work on one batch at the same time, each on a thread. */
final class Crowd implements AutoCloseable {
  private static final int HOSTS = 4;
  private static final int WORKUNITS = 120;
  private static final int AT_ONCE = 2;
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final PatientLine line = new PatientLine();
  private final ExecutorService threads = Executors.newFixedThreadPool(HOSTS);
  private final List<NativeHost> hosts = new ArrayList<>();
  private final List<Future<?>> work = new ArrayList<>();
  private final Research research;
  private final String name;
  private final long batch;
  private volatile boolean over;

  /**
   * Submits the batch and lets the hosts begin.
   *
   * @param operator of the server, at the address that all of them use
   */
  Crowd(ApiClient operator, String name) {
    this.name = name;
    this.research = new Research(line, operator, name);
    research.app();
    batch = research.submit(name, WORKUNITS, true);
    for (int i = 0; i < HOSTS; i++) {
      String who = "owner-" + i;
      hosts.add(new NativeHost(line, research.user(who, "VOLUNTEER"), name + "-host-" + i));
    }
    hosts.forEach(host -> work.add(threads.submit(() -> toil(host))));
  }

  private void toil(NativeHost host) {
    while (!over) {
      if (!host.poll(AT_ONCE)) {
        Pause.REAL.sleep(STEP);
      }
      host.answer();
    }
  }

  /** How often a status was the answer. */
  int seen(int status) {
    return line.seen(status);
  }

  /** How many workunits are done. */
  long done() {
    return research.batch(batch).path("progress").path("done").asLong();
  }

  /** Returns when the batch is well under way and far from its end. */
  void awaitMiddle() {
    await("a part of the batch is done", () -> done() >= WORKUNITS / 10);
    assertThat(done()).as("workunits done already").isLessThan(WORKUNITS * 2 / 3);
  }

  /** Waits until something holds; a host that was answered what no document says fails it. */
  void await(String what, BooleanSupplier holds) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      assertThat(Instant.now()).as("%s; answers: %s", what, line).isBefore(end);
      work.stream().filter(Future::isDone).forEach(Crowd::join);
      Pause.REAL.sleep(STEP);
    }
  }

  /** Waits for the batch's end; every answer is right, and no result was given to two hosts. */
  void requireRightEnd() {
    await("the batch ends", () -> research.batch(batch).path("state").asText().equals("COMPLETE"));
    over = true;
    work.forEach(Crowd::join);
    research.requireAnswers(batch, name, WORKUNITS);
    assertThat(hosts.stream().flatMap(host -> host.ordered().stream()).toList())
        .doesNotHaveDuplicates()
        .hasSize(2 * WORKUNITS);
  }

  private static void join(Future<?> thread) {
    try {
      thread.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("a host gave up", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    over = true;
    threads.shutdownNow();
  }
}
