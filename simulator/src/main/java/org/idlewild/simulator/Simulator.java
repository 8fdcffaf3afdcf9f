package org.idlewild.simulator;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.idlewild.simulator.invariants.Terms;
import org.idlewild.simulator.invariants.Violation;
import org.idlewild.simulator.invariants.Watch;

/** Runs seeds, one after the other, on one database that is emptied between them. */
public final class Simulator implements AutoCloseable {
  private final Site site;

  /** Makes a database; takes a second or two. */
  public Simulator() throws IOException, SQLException {
    site = new Site();
  }

  /** Runs a seed. */
  public Run run(long seed, Options options) {
    return run(seed, options, beans -> {});
  }

  /**
   * Runs a seed on a server that is not quite the real one.
   *
   * @param seam what to change in each server that is started
   */
  public Run run(long seed, Options options, Consumer<Beans> seam) {
    try {
      site.clear();
      Chance chance = new Chance(seed);
      Scenario scenario = Scenario.of(chance, options);
      Server server = new Server(site, chance, scenario.settings(), seam);
      try (Watch watch = new Watch(site.database(), terms(scenario), site.stamps());
          Warnings warnings = new Warnings()) {
        World world = new World(chance, scenario.network(), server, watch, warnings);
        Optional<Violation> violation = new Simulation(world, server, scenario).run();
        return new Run(seed, world.trace().fingerprint(), violation, world.trace().lines());
      }
    } catch (SQLException | IOException failure) {
      throw new IllegalStateException("seed " + seed + " cannot be run", failure);
    }
  }

  private Terms terms(Scenario scenario) {
    return new Terms(
        Boolean.parseBoolean(scenario.settings().get("idlewild.results.one-per-user")),
        Integer.parseInt(scenario.settings().get("idlewild.dispatch.max-tasks-per-host")),
        Optional.of(site.data().resolve("files")),
        Optional.of(site.data().resolve("archive")));
  }

  @Override
  public void close() throws IOException, SQLException {
    site.close();
  }
}
