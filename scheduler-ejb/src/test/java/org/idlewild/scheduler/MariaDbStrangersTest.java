package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbStrangersTest extends StrangersConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
