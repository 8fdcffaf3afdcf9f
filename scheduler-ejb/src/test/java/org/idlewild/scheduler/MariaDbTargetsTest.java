package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbTargetsTest extends TargetsConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
