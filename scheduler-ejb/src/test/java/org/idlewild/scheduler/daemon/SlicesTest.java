package org.idlewild.scheduler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.idlewild.scheduler.store.Nodes;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Slice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesTest {
  private final DataSource database = TestDatabase.h2();
  private TestGrid grid;

  @TempDir Path data;

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aNodeAloneHasEverything() throws SQLException {
    grid = new TestGrid(database, data);
    checkIn("other", grid.now());

    assertThat(slices("me", grid.now()).mine()).isEqualTo(Slice.WHOLE);
  }

  @Test
  void theNodesThatCheckedInHaveASliceEach() throws SQLException {
    grid = new TestGrid(database, data);
    checkIn("left", grid.now());
    checkIn("right", grid.now().minusSeconds(10));

    assertThat(joined("left", grid.now()).mine()).isEqualTo(new Slice(0, 2));
    assertThat(joined("right", grid.now()).mine()).isEqualTo(new Slice(1, 2));
    assertThat(joined("newcomer", grid.now()).mine()).isEqualTo(new Slice(1, 3));
  }

  @Test
  void aNodeThatFellSilentHasNoSliceAfterTwentySeconds() throws SQLException {
    grid = new TestGrid(database, data);
    checkIn("dead", grid.now());
    checkIn("left", grid.now().plusSeconds(20));

    assertThat(joined("left", grid.now().plusSeconds(20)).mine()).isEqualTo(Slice.WHOLE);
  }

  private Slices joined(String name, Instant now) {
    Slices slices = slices(name, now);
    slices.join();
    return slices;
  }

  private Slices slices(String name, Instant now) {
    return new Slices(
        grid.get(Transactions.class),
        grid.get(Nodes.class),
        new DaemonSettings(Duration.ofSeconds(5), 10, name),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private void checkIn(String name, Instant now) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO QRTZ_SCHEDULER_STATE VALUES ('idlewild', ?, ?, 5000)")) {
      insert.setString(1, name);
      insert.setLong(2, now.toEpochMilli());
      insert.executeUpdate();
    }
  }
}
