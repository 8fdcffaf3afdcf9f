package org.idlewild.scheduler;

import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A grid of one researcher, one app and two hosts of two users, on a database of each test's own.
 */
abstract class GridConformance {
  @TempDir Path data;

  DataSource source;
  TestGrid grid;
  Caller researcher;
  Caller alphaOwner;
  long alpha;
  long beta;

  abstract DataSource database();

  @BeforeEach
  void aGridWithTwoHostsOfTwoUsers() {
    source = database();
    grid = new TestGrid(source, data);
    researcher = grid.somebody("researcher", Role.RESEARCHER);
    alphaOwner = grid.somebody("alpha", Role.VOLUNTEER);
    alpha = grid.host(alphaOwner);
    beta = grid.host(grid.somebody("beta", Role.VOLUNTEER));
    grid.app(researcher, "app");
  }

  @AfterEach
  void close() {
    grid.close();
  }

  /** Waits until the other thread is there as well; a test whose thread is lost fails. */
  static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException failure) {
      throw new IllegalStateException("the other thread never came", failure);
    }
  }
}
