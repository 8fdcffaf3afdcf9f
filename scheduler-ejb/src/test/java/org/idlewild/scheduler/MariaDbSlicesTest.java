package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbSlicesTest extends SlicesConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
