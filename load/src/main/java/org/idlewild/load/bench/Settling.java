package org.idlewild.load.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.load.watch.Counters;
import org.idlewild.load.watch.Database;
import org.idlewild.load.watch.Tables;

/** Waits until a server has done what it has to do. */
final class Settling {
  private static final Duration STEP = Duration.ofMillis(50);

  /** One minute without any progress is taken for the end. */
  private static final int QUIET_LOOKS = 1200;

  /** Versions of rows that nobody sees any more; some are always left. */
  private static final long FEW = 1000;

  private final Database database;
  private final Tables tables;
  private final Consumer<String> view;

  Settling(Database database, Consumer<String> view) {
    this.database = database;
    this.tables = new Tables(database);
    this.view = view;
  }

  /** Until so many workunits have come to their end; says how many have not. */
  long complete(long expected) throws IOException {
    long last = -1;
    int quiet = 0;
    for (long now = tables.complete(); now < expected; now = tables.complete()) {
      quiet = now == last ? quiet + 1 : 0;
      last = now;
      if (quiet > QUIET_LOOKS) {
        return expected - now;
      }
      view.accept("waiting for what was reported to come to its end");
      Pause.REAL.sleep(STEP);
    }
    return 0;
  }

  /** Until so many results wait to be sent. The looks take longer with each one. */
  void unsent(long expected) throws IOException {
    long last = -1;
    int quiet = 0;
    for (long now = tables.unsent(); now < expected; now = tables.unsent()) {
      quiet = now == last ? quiet + 1 : 0;
      last = now;
      if (quiet > QUIET_LOOKS) {
        throw new IOException("The server has made " + now + " results and not " + expected);
      }
      view.accept("waiting for the results to be made");
      Pause.REAL.sleep(STEP.multipliedBy(1 + now / 10_000));
    }
  }

  /** Until the database has tidied up behind what was done, or a minute has gone by. */
  void purged() throws IOException {
    for (int look = 0; look < QUIET_LOOKS; look++) {
      if (Counters.read(database).of("innodb_history_list_length") < FEW) {
        return;
      }
      Pause.REAL.sleep(STEP);
    }
  }
}
