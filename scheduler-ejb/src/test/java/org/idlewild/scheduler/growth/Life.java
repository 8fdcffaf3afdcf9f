package org.idlewild.scheduler.growth;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.HostViews;

/** The whole life of a small batch amid a crowd, with every statement measured. */
final class Life {
  private static final int UNITS = 20;

  private Life() {}

  /** What each statement read, with so many workunits of others in the tables. */
  static Map<String, StatementMeter.Reading> amid(int crowd, StatementMeter meter, Path data) {
    try (TestGrid grid = new TestGrid(meter.dataSource(), data)) {
      Caller researcher = grid.somebody("researcher", Role.RESEARCHER);
      List<Long> hosts =
          List.of(
              grid.host(grid.somebody("alpha", Role.VOLUNTEER)),
              grid.host(grid.somebody("beta", Role.VOLUNTEER)));
      grid.app(researcher, "app");
      crowd(grid, researcher, crowd, meter.dataSource());
      meter.start();
      live(grid, researcher, hosts);
      return meter.stop();
    }
  }

  private static void crowd(TestGrid grid, Caller researcher, int crowd, DataSource database) {
    long template = grid.batch(researcher, "app", "template");
    grid.settle();
    long unit =
        grid.get(BatchViews.class).workunits(researcher, template, 0, 1).items().get(0).id();
    new Crowd(database).add(unit, crowd);
  }

  private static void live(TestGrid grid, Caller researcher, List<Long> hosts) {
    long batch = submit(grid, researcher);
    long given = submit(grid, researcher);
    grid.settle();
    for (int round = 0; round < 3; round++) {
      for (long host : hosts) {
        for (Order order : grid.ask(host, UNITS, Set.of()).orders()) {
          grid.answer(host, order, "the same");
        }
        grid.settle();
      }
    }
    grid.get(BatchViews.class).batch(researcher, batch);
    grid.get(BatchViews.class).page(researcher, 0, 2);
    grid.get(BatchViews.class).results(researcher, batch, Optional.empty(), 0, 10);
    grid.get(HostViews.class).page(researcher, 0, 2, grid.now());
    grid.get(Batches.class).cancel(researcher, given, grid.now());
    grid.settle();
  }

  /** More urgent than the crowd. */
  private static long submit(TestGrid grid, Caller researcher) {
    List<Unit> units =
        IntStream.range(0, UNITS).mapToObj(i -> new Unit(Integer.toString(i), null)).toList();
    BatchRequest request =
        new BatchRequest("app", null, null, 2, null, null, null, null, 5, units, null);
    return grid.get(Batches.class)
        .submit(researcher, request, Optional.empty(), grid.now())
        .batchId();
  }
}
