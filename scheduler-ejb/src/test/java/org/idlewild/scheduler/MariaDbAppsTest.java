package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbAppsTest extends AppsConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
