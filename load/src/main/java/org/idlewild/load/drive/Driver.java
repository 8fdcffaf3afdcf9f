package org.idlewild.load.drive;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.idlewild.load.wire.Connection;
import org.idlewild.load.wire.SimulatedHost;

/** Lets hosts ask, each connection for its share of them, one after the other. */
public final class Driver {
  private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();
  private static final int DIGITS = 3;
  private static final int BROKEN = 0;

  private final URI server;
  private final List<? extends SimulatedHost> hosts;
  private final int connections;
  private final Ledger ledger;

  /** Nothing is sent yet. */
  public Driver(URI server, List<? extends SimulatedHost> hosts, int connections, Ledger ledger) {
    this.server = server;
    this.hosts = hosts;
    this.connections = connections;
    this.ledger = ledger;
  }

  /**
   * What the requests of a while came to.
   *
   * @param nanos how long each took that was answered well
   * @param seconds how long the while was
   * @param sent results that came
   * @param reported results that were acknowledged
   * @param failures requests by HTTP's status that is no success; 0 for broken connections
   */
  public record Driven(
      Histogram nanos, double seconds, long sent, long reported, Map<Integer, Long> failures) {
    /** How many were answered well. */
    public long requests() {
      return nanos.getTotalCount();
    }
  }

  /** Drives for a while. */
  public Driven drive(Duration length) {
    long begun = System.nanoTime();
    long end = begun + length.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Share>> shares = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        Share share = new Share(i);
        shares.add(threads.submit(() -> share.until(end)));
      }
      Histogram nanos = new Histogram(HIGHEST_NANOS, DIGITS);
      Map<Integer, Long> failures = new TreeMap<>();
      long sent = 0;
      long reported = 0;
      for (Future<Share> each : shares) {
        Share share = each.get();
        nanos.add(share.nanos);
        share.failures.forEach((status, count) -> failures.merge(status, count, Long::sum));
        sent += share.sent;
        reported += share.reported;
      }
      return new Driven(nanos, (System.nanoTime() - begun) / 1e9, sent, reported, failures);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a host understood nothing", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private final class Share {
    private final int first;
    private final Histogram nanos = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Map<Integer, Long> failures = new TreeMap<>();
    private long sent;
    private long reported;

    Share(int first) {
      this.first = first;
    }

    Share until(long end) throws IOException {
      try (Connection connection = new Connection(server)) {
        while (System.nanoTime() < end) {
          for (int i = first; i < hosts.size() && System.nanoTime() < end; i += connections) {
            turn(i, connection);
          }
        }
      }
      return this;
    }

    private void turn(int host, Connection connection) {
      long begun = System.nanoTime();
      try {
        SimulatedHost.Turn turn = hosts.get(host).turn(connection);
        if (turn.status() == 200) {
          nanos.recordValue(Math.min(HIGHEST_NANOS, System.nanoTime() - begun));
          sent += turn.sent() == 0 ? 0 : 1;
          reported += turn.reported() == 0 ? 0 : 1;
          ledger.note(host, hosts.get(host).owner(), turn);
        } else {
          failures.merge(turn.status(), 1L, Long::sum);
        }
      } catch (IOException broken) {
        failures.merge(BROKEN, 1L, Long::sum);
      }
    }
  }
}
