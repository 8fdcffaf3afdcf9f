package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbPurgeTest extends PurgeConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
