package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbCheckpointTest extends CheckpointConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
