package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.TestDatabase;

class H2StrangersTest extends StrangersConformance {
  @Override
  DataSource database() {
    return TestDatabase.h2();
  }
}
