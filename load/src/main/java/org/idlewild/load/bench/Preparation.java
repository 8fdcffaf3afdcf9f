package org.idlewild.load.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.idlewild.load.grid.Filling;
import org.idlewild.load.grid.Grid;
import org.idlewild.load.grid.Hosts;
import org.idlewild.load.watch.Database;
import org.idlewild.load.wire.SimulatedHost;

/** What is done before anything is measured. */
public final class Preparation {
  /** How many hosts are enrolled at once; more would only wait. */
  private static final int AT_THE_DOOR = 16;

  private final Plan plan;
  private final Grid grid;
  private final Consumer<String> view;

  /**
   * Of a server that was started just now.
   *
   * @param view is told what is done
   */
  public Preparation(Plan plan, Grid grid, Consumer<String> view) {
    this.plan = plan;
    this.grid = grid;
    this.view = view;
  }

  /**
   * Gives the server work, brings hosts, and waits until its results can be sent.
   *
   * @param folder for the application's files
   */
  public List<SimulatedHost> fill(Path folder) throws IOException {
    Filling filling = new Filling(grid);
    filling.register(folder);
    filling.submit(plan.workunits(), plan.quorum(), done -> view.accept(done + " workunits"));
    view.accept("enrolling " + plan.hosts() + " hosts");
    List<SimulatedHost> hosts =
        new Hosts(grid).of(plan.dialect(), plan.hosts(), Math.min(AT_THE_DOOR, plan.connections()));
    try (Database database = grid.look()) {
      new Settling(database, view).unsent(plan.workunits() * plan.quorum());
    }
    return hosts;
  }
}
