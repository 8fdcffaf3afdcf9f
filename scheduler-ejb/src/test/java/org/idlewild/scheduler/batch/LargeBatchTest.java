package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeBatchTest {
  @TempDir Path data;

  @Test
  void aBatchOfTwentyThousandWorkunitsIsTakenAndCancelledAsAWhole() {
    try (TestGrid grid = new TestGrid(TestDatabase.h2(), data)) {
      Caller researcher = grid.somebody("researcher", Role.RESEARCHER);
      grid.app(researcher, "app");
      Batches batches = grid.get(Batches.class);

      long batch =
          batches
              .submit(
                  researcher,
                  TestGrid.request("app", Parameters.range(1, 2_000_000, 100)),
                  Optional.empty(),
                  grid.now())
              .batchId();
      grid.run(PassName.TRANSITIONER);
      grid.run(PassName.FEEDER);
      long host = grid.host(grid.somebody("volunteer", Role.VOLUNTEER));

      assertThat(grid.ask(host, 2, Set.of()).orders())
          .extracting(Order::arguments)
          .extracting(arguments -> String.join(" ", arguments))
          .containsExactly("1 100", "101 200");
      assertThat(progress(grid, researcher, batch))
          .isEqualTo(new Progress(20_000, 19_998, 2, 0, 0, 0, 0, 0, 0));

      batches.cancel(researcher, batch, grid.now());
      assertThat(progress(grid, researcher, batch).assimilating()).isEqualTo(20_000);
    }
  }

  private static Progress progress(TestGrid grid, Caller caller, long batch) {
    return grid.get(BatchViews.class).progress(caller, batch);
  }
}
