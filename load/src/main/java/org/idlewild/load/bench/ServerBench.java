package org.idlewild.load.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.load.drive.Driver;
import org.idlewild.load.drive.Ledger;
import org.idlewild.load.grid.Grid;
import org.idlewild.load.watch.Database;
import org.idlewild.load.watch.Digests;
import org.idlewild.load.watch.Garbage;
import org.idlewild.load.watch.Reading;
import org.idlewild.load.watch.Tables;
import org.idlewild.load.wire.SimulatedHost;

/** Measures a real server on a real MariaDB. */
public final class ServerBench {
  private static final Duration LAST_REQUESTS = Duration.ofSeconds(2);

  private final Plan plan;
  private final Grid grid;
  private final Consumer<String> view;
  private final Ledger ledger = new Ledger();
  private final Map<String, Long> checks = new LinkedHashMap<>();

  /**
   * Of a server that was started just now.
   *
   * @param view is told what is done
   */
  public ServerBench(Plan plan, Grid grid, Consumer<String> view) {
    this.plan = plan;
    this.grid = grid;
    this.view = view;
  }

  /**
   * Fills, drives and measures; then kills the server and its database while hosts ask, and looks
   * at what they kept. The database runs when this returns. Minutes.
   *
   * @param folder for the application's files
   * @param statements whether to say which statements were run
   */
  public Outcome run(Path folder, boolean statements) throws IOException {
    Driver driver = driver(folder);
    Outcome outcome;
    try (Database database = grid.look()) {
      view.accept("warming up for " + plan.warmUp() + " s");
      driver.drive(Duration.ofSeconds(plan.warmUp()));
      settle(database);
      if (statements) {
        Digests.reset(database);
      }
      outcome = measure(driver, database);
      if (statements) {
        outcome = outcome.with(Digests.read(database));
      }
      Tables tables = new Tables(database);
      checks.put("miscounted", Math.abs(tables.complete() - tables.completeOneByOne()));
    }
    losePower(driver);
    checkSendings();
    return outcome;
  }

  private Driver driver(Path folder) throws IOException {
    List<SimulatedHost> hosts = new Preparation(plan, grid, view).fill(folder);
    return new Driver(grid.address(), hosts, plan.connections(), ledger);
  }

  private Outcome measure(Driver driver, Database database) throws IOException {
    view.accept("measuring for " + plan.seconds() + " s");
    Garbage garbage = Garbage.of(grid.serverProcess());
    Reading before = read(database);
    Driver.Driven driven = driver.drive(Duration.ofSeconds(plan.seconds()));
    checks.put("notCompleted", settle(database));
    Cost cost = Cost.between(before, read(database), Cost.SERVER);
    Map<String, Double> heap = Outcome.heap(garbage, Garbage.of(grid.serverProcess()), cost);
    return Outcome.of(driven, cost, heap, checks);
  }

  /** Until all that was reported has come to its end; says how many workunits have not. */
  private long settle(Database database) throws IOException {
    return new Settling(database, view).complete(ledger.answered(plan.quorum()));
  }

  private Reading read(Database database) throws IOException {
    return Reading.of(grid.serverProcess(), grid.databaseProcess(), database);
  }

  private void checkSendings() {
    checks.put("sentTwice", ledger.twice());
    checks.put("twoOfOneWorkunitToOneHost", ledger.sameHost());
    checks.put("twoOfOneWorkunitToOneUser", ledger.sameOwner());
  }

  /** Hosts ask on meanwhile: a reply that came before its commit would be found out. */
  private void losePower(Driver driver) throws IOException {
    view.accept("killing server and database under load, and looking for what was acknowledged");
    CompletableFuture<?> asking = CompletableFuture.runAsync(() -> driver.drive(LAST_REQUESTS));
    Pause.REAL.sleep(LAST_REQUESTS.dividedBy(2));
    grid.losePower();
    asking.join();
    try (Database database = grid.look()) {
      checks.put("lostWithThePower", new Tables(database).lost(ledger.acknowledged()));
    }
  }
}
