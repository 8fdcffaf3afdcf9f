package org.idlewild.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Pause;

/** Measures a real server on a real MariaDB. */
final class ServerBench {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST_LOOKS = 1800;

  /** So many looks at which nothing more has come to its end mean that nothing will. */
  private static final int QUIET_LOOKS = 5;

  private final Plan plan;
  private final Path folder;
  private final Consumer<String> view;

  ServerBench(Plan plan, Path folder, Consumer<String> view) {
    this.plan = plan;
    this.folder = folder;
    this.view = view;
  }

  /** Does all of it; minutes. */
  Outcome run() throws IOException, SQLException {
    try (Grid grid =
        Grid.start(
            folder, waited -> view.accept("the server starts, " + waited.toSeconds() + " s"))) {
      Store store = new Store(grid.database());
      List<? extends SimulatedHost> hosts = fill(grid, store);
      Ledger ledger = new Ledger();
      Driver driver = new Driver(grid.address(), hosts, plan.connections(), ledger);
      view.accept("warming up");
      driver.drive(Duration.ofMillis(100L * plan.seconds()));
      settle(store);
      view.accept("measuring for " + plan.seconds() + " s");
      Digests.reset(grid.database());
      Reading before = Reading.of(grid);
      Driver.Driven driven = driver.drive(Duration.ofSeconds(plan.seconds()));
      settle(store);
      Reading after = Reading.of(grid);
      List<Digests.Digest> digests = Digests.read(grid.database());
      view.accept("killing the server, and looking at what it kept");
      grid.killServer();
      return Outcome.of(plan, driven, before, after, checks(ledger, store), digests);
    }
  }

  private List<? extends SimulatedHost> fill(Grid grid, Store store)
      throws IOException, SQLException {
    Filling filling = new Filling(grid);
    filling.register(folder.resolve("app"));
    filling.submit(plan.workunits(), plan.quorum(), done -> view.accept(done + " workunits"));
    view.accept("enrolling " + plan.hosts() + " hosts");
    List<? extends SimulatedHost> hosts = filling.hosts(plan);
    long wanted = plan.workunits() * plan.quorum();
    for (int look = 0; store.unsent() < wanted; look++) {
      if (look > MOST_LOOKS) {
        throw CommandFailed.failed("The server has not made %d results.", wanted);
      }
      view.accept("waiting for the results to be made");
      Pause.REAL.sleep(LOOK);
    }
    return hosts;
  }

  /** Waits until nothing more comes to its end. */
  private void settle(Store store) throws SQLException {
    long last = -1;
    int quiet = 0;
    for (int look = 0; quiet < QUIET_LOOKS && look < MOST_LOOKS; look++) {
      long now = store.complete();
      quiet = now == last ? quiet + 1 : 0;
      last = now;
      view.accept("waiting for what was reported to come to its end, " + now);
      Pause.REAL.sleep(LOOK);
    }
  }

  private static Map<String, Long> checks(Ledger ledger, Store store) throws SQLException {
    Map<String, Long> checks = new LinkedHashMap<>();
    checks.put("sentTwice", ledger.twice());
    checks.put("lostAfterAcknowledgement", (long) store.lost(ledger.acknowledged()).size());
    return checks;
  }
}
