package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbFailuresTest extends FailuresConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
