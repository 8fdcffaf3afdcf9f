package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbInputsTest extends InputsConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
