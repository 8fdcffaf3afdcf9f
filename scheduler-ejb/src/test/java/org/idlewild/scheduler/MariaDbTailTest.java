package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbTailTest extends TailConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
