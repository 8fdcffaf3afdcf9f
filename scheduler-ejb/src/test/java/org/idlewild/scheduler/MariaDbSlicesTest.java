package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbSharesTest extends SharesConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
