package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.TestDatabase;

class H2OverlapTest extends OverlapConformance {
  @Override
  DataSource plain() {
    return TestDatabase.h2();
  }
}
