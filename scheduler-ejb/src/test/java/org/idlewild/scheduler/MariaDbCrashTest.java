package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbCrashTest extends CrashConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
