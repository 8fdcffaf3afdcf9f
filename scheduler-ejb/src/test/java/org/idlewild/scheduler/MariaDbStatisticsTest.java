package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbStatisticsTest extends StatisticsConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
