package org.idlewild.scheduler.store;

import javax.sql.DataSource;

class MariaDbContentsTest extends ContentsConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
