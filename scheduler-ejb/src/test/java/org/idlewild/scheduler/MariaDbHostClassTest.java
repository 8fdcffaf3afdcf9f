package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbHostClassTest extends HostClassConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
