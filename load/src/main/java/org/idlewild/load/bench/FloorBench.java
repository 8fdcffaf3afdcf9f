package org.idlewild.load.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.idlewild.load.floor.FloorProgram;
import org.idlewild.load.floor.Ground;
import org.idlewild.load.grid.Grid;
import org.idlewild.load.watch.Database;
import org.idlewild.load.watch.Reading;

/** Measures what a server's changes cost by themselves, in the tables of a server that is gone. */
public final class FloorBench {
  /** Of what waits, for the JVM's compiler. */
  private static final double WARM_UP = 0.3;

  private final Plan plan;
  private final Grid grid;
  private final Consumer<String> view;

  /**
   * In the database of a grid whose server has ended.
   *
   * @param view is told what is done
   */
  public FloorBench(Plan plan, Grid grid, Consumer<String> view) {
    this.plan = plan;
    this.grid = grid;
    this.view = view;
  }

  /**
   * Measures.
   *
   * @param now in milliseconds, as it will stand in the rows
   */
  public Cost run(long now) throws IOException {
    try (Database database = grid.look();
        Database watch = grid.look()) {
      view.accept("preparing the floor");
      new Ground(database).prepare();
      new Settling(watch, view).purged();
      FloorProgram program =
          new FloorProgram(database, plan.hosts(), plan.group(), plan.quorum(), now);
      int left = (int) ((1 - WARM_UP) * program.waiting());
      view.accept("warming up the floor");
      program.run(Duration.ofSeconds(Math.max(1, plan.warmUp())), left);
      view.accept("measuring the floor");
      Reading before = read(watch);
      program.run(Duration.ofSeconds(plan.seconds()), 0);
      return Cost.between(before, read(watch), "program");
    }
  }

  private Reading read(Database watch) throws IOException {
    return Reading.of(ProcessHandle.current(), grid.databaseProcess(), watch);
  }
}
