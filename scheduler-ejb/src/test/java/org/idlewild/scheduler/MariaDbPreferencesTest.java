package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbPreferencesTest extends PreferencesConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
