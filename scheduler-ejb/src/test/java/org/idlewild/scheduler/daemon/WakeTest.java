package org.idlewild.scheduler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is woken, so that nobody waits for an interval. */
class WakeTest {
  @TempDir Path data;

  private final List<PassName> woken = new ArrayList<>();
  private TestGrid grid;
  private long host;

  @BeforeEach
  void aBatchOfOne() {
    grid = new TestGrid(TestDatabase.h2(), data);
    Caller researcher = grid.somebody("researcher", Role.RESEARCHER);
    grid.app(researcher, "app");
    grid.batch(researcher, "app", "one");
    host = grid.host(grid.somebody("alpha", Role.VOLUNTEER));
    grid.get(Wake.class).connect(woken::add);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  private Order order() {
    grid.run(PassName.TRANSITIONER);
    grid.run(PassName.FEEDER);
    Order order = grid.ask(host, 1, Set.of()).orders().get(0);
    woken.clear();
    return order;
  }

  @Test
  void newResultsWakeTheFeeder() {
    grid.run(PassName.TRANSITIONER);
    assertThat(woken).containsExactly(PassName.FEEDER);
  }

  @Test
  void aReportThatSettlesNothingWakesNobody() {
    Order order = order();
    grid.upload(host, order.resultId(), "x");
    grid.report(host, order.resultId(), Report.Ending.SUCCESS);
    assertThat(woken).isEmpty();
  }

  @Test
  void theLastReportThatAQuorumNeedsWakesTheValidator() {
    Order order = order();
    grid.upload(host, order.resultId(), "x");
    grid.report(host, order.resultId(), Report.Ending.SUCCESS);
    long other = grid.host(grid.somebody("beta", Role.VOLUNTEER));
    Order second = grid.ask(other, 1, Set.of()).orders().get(0);
    woken.clear();
    grid.upload(other, second.resultId(), "x");
    grid.report(other, second.resultId(), Report.Ending.SUCCESS);
    assertThat(woken).containsExactly(PassName.VALIDATOR);
  }

  @Test
  void aFailureThatIsReplacedWakesTheFeeder() {
    grid.report(host, order().resultId(), Report.Ending.FAILED);
    assertThat(woken).contains(PassName.FEEDER).doesNotContain(PassName.TRANSITIONER);
  }
}
