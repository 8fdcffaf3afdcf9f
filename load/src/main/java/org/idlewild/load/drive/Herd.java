package org.idlewild.load.drive;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.idlewild.agent.server.Backoff;
import org.idlewild.load.wire.Connection;
import org.idlewild.load.wire.SimulatedHost;

/**
 * Hosts that come back all at once and then go by what the server tells them, as our agents do.
 * Each request has a connection of its own, for by the next one the server has closed it.
 */
public final class Herd {
  private static final int OK = 200;
  private static final int BROKEN = 0;

  /** No agent asks sooner, whatever it is told. */
  private static final int GAP_MILLIS = 250;

  private final URI server;
  private final List<? extends SimulatedHost> hosts;
  private final Ledger ledger;
  private final DoubleSupplier random;

  /**
   * Nothing is sent yet.
   *
   * @param random from 0 to 1, by which hosts spread their waits; for any thread
   */
  public Herd(
      URI server, List<? extends SimulatedHost> hosts, Ledger ledger, DoubleSupplier random) {
    this.server = server;
    this.hosts = hosts;
    this.ledger = ledger;
    this.random = random;
  }

  /**
   * Lets them come.
   *
   * @param atOnce how many requests may be under way; the others are late
   * @param within the time over which the first requests are spread
   * @param length for how long they come
   */
  public Course come(int atOnce, Duration within, Duration length) {
    long begun = System.nanoTime();
    Course course = new Course(begun, hosts.size());
    DelayQueue<Visit> visits = new DelayQueue<>();
    for (int i = 0; i < hosts.size(); i++) {
      visits.add(new Visit(i, begun + (long) (within.toNanos() * random.getAsDouble()), 0));
    }
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        all.add(threads.submit(() -> visitUntil(begun + length.toNanos(), visits, course)));
      }
      for (Future<?> each : all) {
        each.get();
      }
      return course;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a host understood nothing", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Void visitUntil(long end, DelayQueue<Visit> visits, Course course)
      throws InterruptedException {
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      Visit visit = visits.poll(left, TimeUnit.NANOSECONDS);
      if (visit != null) {
        visits.add(visit(visit, course));
      }
    }
    return null;
  }

  /** One request; gives the host's next. */
  private Visit visit(Visit visit, Course course) {
    SimulatedHost host = hosts.get(visit.host());
    try (Connection connection = new Connection(server)) {
      SimulatedHost.Turn turn = host.turn(connection);
      if (turn.status() == OK) {
        ledger.note(visit.host(), host.owner(), turn);
        course.answered(visit);
        return visit.after(Duration.ofMillis(Math.max(GAP_MILLIS, turn.waitMillis())), 0);
      }
      course.refused(turn.status(), turn.waitMillis() > 0);
      return again(visit, turn.waitMillis());
    } catch (IOException broken) {
      course.refused(BROKEN, false);
      return again(visit, 0);
    }
  }

  private Visit again(Visit visit, long told) {
    Duration own = Backoff.delay(visit.failures() + 1, random.getAsDouble());
    return visit.after(own.toMillis() > told ? own : Duration.ofMillis(told), visit.failures() + 1);
  }
}
