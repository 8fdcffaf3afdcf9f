package org.idlewild.load.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.idlewild.load.grid.Filling;
import org.idlewild.load.grid.Grid;
import org.idlewild.load.grid.Hosts;
import org.idlewild.load.watch.Database;
import org.idlewild.load.watch.Tables;
import org.idlewild.load.wire.SimulatedHost;

/** What is done before anything is measured. */
final class Preparation {
  private final Plan plan;
  private final Grid grid;
  private final Consumer<String> view;

  Preparation(Plan plan, Grid grid, Consumer<String> view) {
    this.plan = plan;
    this.grid = grid;
    this.view = view;
  }

  /** Gives a new server work, waits until its results can be sent, and brings hosts. */
  List<SimulatedHost> fill(Path folder, Database database) throws IOException {
    Filling filling = new Filling(grid);
    filling.register(folder);
    filling.submit(plan.workunits(), plan.quorum(), done -> view.accept(done + " workunits"));
    view.accept("enrolling " + plan.hosts() + " hosts");
    List<SimulatedHost> hosts =
        new Hosts(grid).of(plan.dialect(), plan.hosts(), plan.connections());
    new Settling(new Tables(database), view).unsent(plan.workunits() * plan.quorum());
    return hosts;
  }
}
