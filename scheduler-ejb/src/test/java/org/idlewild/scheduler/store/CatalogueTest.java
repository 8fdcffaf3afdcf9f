package org.idlewild.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.idlewild.scheduler.Said;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppChange;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir Path data;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
  private TestGrid grid;
  private Caller researcher;
  private Catalogue elsewhere;
  private long app;

  @BeforeEach
  void anAppThatAnotherNodeKnows() {
    grid = new TestGrid(TestDatabase.h2(), data);
    researcher = grid.somebody("researcher", Role.RESEARCHER);
    grid.app(researcher, "app");
    elsewhere = new Catalogue(grid.get(TestDatabase.class), grid.get(Signatures.class), nanos::get);
    app = call(() -> elsewhere.named("app").orElseThrow().id());
    assertThat(weight(elsewhere)).isEqualTo(100);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aChangeIsSeenAtOnceByTheNodeThatMadeIt() {
    Catalogue here = grid.get(Catalogue.class);
    assertThat(weight(here)).isEqualTo(100);

    change(7);

    assertThat(weight(here)).isEqualTo(7);
  }

  @Test
  void anotherNodeSeesAChangeWithinSeconds() {
    change(7);
    nanos.addAndGet(Catalogue.FRESH.toNanos() - 1);
    assertThat(weight(elsewhere)).as("not read again before its time").isEqualTo(100);

    nanos.incrementAndGet();

    assertThat(weight(elsewhere)).isEqualTo(7);
  }

  private void change(int weight) {
    PolicyRequest policy = Said.policy("weight", weight);
    grid.get(Apps.class).change(researcher, "app", new AppChange(null, null, policy), grid.now());
  }

  private int weight(Catalogue catalogue) {
    return call(() -> catalogue.app(app)).policy().weight();
  }

  private <T> T call(java.util.function.Supplier<T> work) {
    return grid.get(Transactions.class).call(work);
  }
}
