package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbAnswersTest extends AnswersConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
