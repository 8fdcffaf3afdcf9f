package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbLifeTest extends LifeConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
