package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbOverlapTest extends OverlapConformance {
  @Override
  DataSource plain() {
    return MariaDbServer.database();
  }
}
