package org.idlewild.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Http;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.cli.local.Processes;
import org.idlewild.agent.cli.local.ServerProcess;
import org.idlewild.agent.cli.local.ServerSettings;
import org.idlewild.mariadb.MariaDb;

/** A server as operators run it, on a MariaDB of its own that keeps what it has committed. */
final class Grid implements AutoCloseable {
  private static final Duration TO_START = Duration.ofMinutes(10);
  private static final Duration TO_STOP = Duration.ofMinutes(1);

  /** As an operator of a small machine would set it up; the log is on the disk at each commit. */
  private static final String[] DURABLE = {
    "--innodb-flush-log-at-trx-commit=1",
    "--innodb-buffer-pool-size=1G",
    "--innodb-log-file-size=512M",
    "--max-connections=200",
    "--performance-schema=ON",
    "--performance-schema-max-digest-length=1024"
  };

  private static final String MAY_LOOK =
      "GRANT SELECT, DROP ON performance_schema.* TO '" + MariaDb.USER + "'@'localhost';";

  private final MariaDb database;
  private final Path data;
  private final ServerProcess server;

  private Grid(MariaDb database, Path data, ServerProcess server) {
    this.database = database;
    this.data = data;
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param folder where all of it goes
   * @param view is told how long the server takes
   */
  static Grid start(Path folder, Consumer<Duration> view) throws IOException {
    Path data = folder.resolve("database");
    MariaDb database = MariaDb.start(JavaCommand.home(), data, DURABLE);
    database.run(MAY_LOOK);
    ServerSettings settings =
        new ServerSettings(
            ServerSettings.serverBelow(JavaCommand.home()),
            Files.createDirectories(folder.resolve("server")).toAbsolutePath(),
            "127.0.0.1",
            Ports.free(),
            Ports.free(),
            properties(database));
    ServerProcess server = ServerProcess.start(settings);
    Grid grid = new Grid(database, data, server);
    server.awaitReady(TO_START, Clock.systemUTC(), Pause.REAL, view);
    return grid;
  }

  private static Map<String, String> properties(MariaDb database) {
    return Map.of(
        "idlewild.db.driver",
        "mysql",
        "idlewild.db.url",
        database.url(),
        "idlewild.db.user",
        MariaDb.USER);
  }

  URI address() {
    return URI.create(server.settings().address());
  }

  /** The server's data folder. */
  Path data() {
    return server.settings().data();
  }

  DataSource database() {
    return database.asTheServer();
  }

  ProcessHandle databaseProcess() {
    return database.process(data);
  }

  ProcessHandle serverProcess() {
    return server.process().toHandle();
  }

  /** The operator's interface. */
  Api operator() throws IOException {
    String token = Files.readString(server.settings().data().resolve("operator.token")).strip();
    return as(token);
  }

  Api as(String token) {
    return new Api(new Http(address(), Optional.of(token)));
  }

  /** The token of a new user. */
  String user(String name, String role) throws IOException {
    ObjectNode request = Json.object().put("name", name).put("role", role);
    return operator().post("/users", request).path("token").asText();
  }

  /** Ends the server as a loss of power would. */
  void killServer() {
    server.process().destroyForcibly();
    Processes.endsWithin(serverProcess(), TO_STOP);
  }

  @Override
  public void close() {
    server.stop();
    Processes.stop(databaseProcess(), TO_STOP);
  }
}
