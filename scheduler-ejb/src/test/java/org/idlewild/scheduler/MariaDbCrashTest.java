package org.idlewild.scheduler;

import java.io.IOException;
import javax.sql.DataSource;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.MariaDbServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MariaDbCrashTest extends CrashConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }

  /** Those on either side of a commit: all of them take more than a minute. */
  @Override
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = ".*_(WRITTEN|DONE|MADE|TAKEN|SENT|MOVED|DELETED|ENDED|KEPT)")
  void aServerKilledAt(Point point) throws IOException {
    super.aServerKilledAt(point);
  }
}
