package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbDeletionTest extends DeletionConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
