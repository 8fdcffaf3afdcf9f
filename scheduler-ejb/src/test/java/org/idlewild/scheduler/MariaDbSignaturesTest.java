package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbSignaturesTest extends SignaturesConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
