package org.idlewild.scheduler.store;

import javax.sql.DataSource;

class MariaDbLegacyDigestsTest extends LegacyDigestsConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
