package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbTrickleTest extends TrickleConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
