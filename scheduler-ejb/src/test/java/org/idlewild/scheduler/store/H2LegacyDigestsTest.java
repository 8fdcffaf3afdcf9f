package org.idlewild.scheduler.store;

import javax.sql.DataSource;

class H2LegacyDigestsTest extends LegacyDigestsConformance {
  @Override
  DataSource database() {
    return TestDatabase.h2();
  }
}
