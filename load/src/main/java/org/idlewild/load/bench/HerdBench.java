package org.idlewild.load.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.idlewild.load.drive.Course;
import org.idlewild.load.drive.Herd;
import org.idlewild.load.drive.Ledger;
import org.idlewild.load.grid.Grid;
import org.idlewild.load.wire.SimulatedHost;

/** Lets all hosts come at once to a server that was away. */
public final class HerdBench {
  private final Plan plan;
  private final Grid grid;
  private final Consumer<String> view;

  /**
   * Of a server that was started just now.
   *
   * @param view is told what is done
   */
  public HerdBench(Plan plan, Grid grid, Consumer<String> view) {
    this.plan = plan;
    this.grid = grid;
    this.view = view;
  }

  /**
   * Fills the server, enrols hosts, starts it again, and lets them come.
   *
   * @param folder for the application's files
   * @param within the time over which first requests are spread
   * @param random from 0 to 1, for any thread
   */
  public HerdOutcome run(Path folder, Duration within, DoubleSupplier random) throws IOException {
    List<SimulatedHost> hosts = new Preparation(plan, grid, view).fill(folder);
    view.accept("starting the server again");
    grid.restartServer();
    view.accept(plan.hosts() + " hosts come");
    Ledger ledger = new Ledger();
    Course course =
        new Herd(grid.address(), hosts, ledger, random)
            .come(plan.connections(), within, Duration.ofSeconds(plan.seconds()));
    return HerdOutcome.of(course, ledger, plan.seconds());
  }
}
