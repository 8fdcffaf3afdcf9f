package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbCreditTest extends CreditConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
