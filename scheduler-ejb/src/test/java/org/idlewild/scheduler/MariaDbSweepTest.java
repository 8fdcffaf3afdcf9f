package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbSweepTest extends SweepConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
