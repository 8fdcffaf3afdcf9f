package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbStreamTest extends StreamConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
