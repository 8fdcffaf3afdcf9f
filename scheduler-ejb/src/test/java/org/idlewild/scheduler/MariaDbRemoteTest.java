package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbRemoteTest extends RemoteConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
