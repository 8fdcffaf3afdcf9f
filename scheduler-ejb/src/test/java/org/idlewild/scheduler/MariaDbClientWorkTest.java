package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbClientWorkTest extends ClientWorkConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
