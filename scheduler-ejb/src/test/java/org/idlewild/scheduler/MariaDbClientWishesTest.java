package org.idlewild.scheduler;

import javax.sql.DataSource;
import org.idlewild.scheduler.store.MariaDbServer;

class MariaDbClientWishesTest extends ClientWishesConformance {
  @Override
  DataSource database() {
    return MariaDbServer.database();
  }
}
