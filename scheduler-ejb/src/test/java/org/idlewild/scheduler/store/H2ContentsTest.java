package org.idlewild.scheduler.store;

import javax.sql.DataSource;

class H2ContentsTest extends ContentsConformance {
  @Override
  DataSource database() {
    return TestDatabase.h2();
  }
}
