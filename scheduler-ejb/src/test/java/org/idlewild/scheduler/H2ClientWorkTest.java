package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.TestDatabase;

class H2ClientWorkTest extends ClientWorkConformance {
  @Override
  DataSource database() {
    return TestDatabase.h2();
  }
}
