package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbRouteTest extends RouteConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
