package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbDaemonsTest extends DaemonsConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
