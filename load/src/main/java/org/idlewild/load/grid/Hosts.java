package org.idlewild.load.grid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.idlewild.load.wire.BoincHost;
import org.idlewild.load.wire.Connection;
import org.idlewild.load.wire.Dialect;
import org.idlewild.load.wire.Enrolment;
import org.idlewild.load.wire.People;
import org.idlewild.load.wire.SimulatedHost;

/** Brings hosts to a server. */
public final class Hosts {
  /** Results of one workunit go to hosts of different users, so there are many users. */
  private static final int USERS = 20;

  private final Grid grid;

  /** To a grid's server. */
  public Hosts(Grid grid) {
    this.grid = grid;
  }

  /**
   * Hosts of several users.
   *
   * @param connections by which they are enrolled at once
   */
  public List<SimulatedHost> of(Dialect dialect, int hosts, int connections) throws IOException {
    People people = new People(grid.operator());
    List<String> tokens = new ArrayList<>();
    for (int owner = 0; owner < Math.min(hosts, USERS); owner++) {
      tokens.add(people.user("owner-" + owner, "VOLUNTEER"));
    }
    return dialect == Dialect.JSON
        ? enrol(hosts, connections, tokens)
        : attach(hosts, tokens.size(), people);
  }

  /** Such hosts are known from their first request on. */
  private static List<SimulatedHost> attach(int hosts, int owners, People people) {
    List<String> keys = new ArrayList<>();
    for (int owner = 0; owner < owners; owner++) {
      keys.add(people.accountKey("owner-" + owner));
    }
    List<SimulatedHost> all = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      all.add(new BoincHost(i % owners, keys.get(i % owners), i));
    }
    return all;
  }

  private List<SimulatedHost> enrol(int hosts, int connections, List<String> tokens)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<List<SimulatedHost>>> shares = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        shares.add(threads.submit(share(i, connections, hosts, tokens)));
      }
      List<SimulatedHost> all = new ArrayList<>();
      for (Future<List<SimulatedHost>> share : shares) {
        all.addAll(share.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IOException("Hosts could not be enrolled: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<List<SimulatedHost>> share(int first, int step, int hosts, List<String> tokens) {
    return () -> {
      List<SimulatedHost> share = new ArrayList<>();
      try (Connection connection = new Connection(grid.address())) {
        Enrolment enrolment = new Enrolment(connection);
        for (int i = first; i < hosts; i += step) {
          int owner = i % tokens.size();
          share.add(enrolment.enrol("host-" + i, owner, tokens.get(owner)));
        }
      }
      return share;
    };
  }
}
