package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbLocalityTest extends LocalityConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
