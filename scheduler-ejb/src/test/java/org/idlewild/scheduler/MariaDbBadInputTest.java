package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbBadInputTest extends BadInputConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
