package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbRulesTest extends RulesConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
