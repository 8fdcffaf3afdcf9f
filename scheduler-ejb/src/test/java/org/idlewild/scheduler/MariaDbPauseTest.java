package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbPauseTest extends PauseConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
