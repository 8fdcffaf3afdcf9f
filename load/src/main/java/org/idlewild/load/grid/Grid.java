package org.idlewild.load.grid;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Http;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.cli.local.Processes;
import org.idlewild.agent.cli.local.ServerProcess;
import org.idlewild.agent.cli.local.ServerSettings;
import org.idlewild.load.watch.Database;
import org.idlewild.load.watch.Digests;
import org.idlewild.mariadb.MariaDb;
import org.idlewild.mariadb.MortalMariaDb;

/** A server as operators run it, on a MariaDB of its own that keeps what it has committed. */
public final class Grid implements AutoCloseable {
  private static final Duration TO_START = Duration.ofMinutes(10);
  private static final Duration TO_STOP = Duration.ofMinutes(1);

  /** As an operator of a small machine would set it up; the log is on the disk at each commit. */
  private static final List<String> DURABLE =
      List.of(
          "--innodb-flush-log-at-trx-commit=1",
          "--innodb-buffer-pool-size=1G",
          "--innodb-log-file-size=512M",
          "--max-connections=200");

  private final MortalMariaDb database;
  private final Start start;
  private ServerProcess server;

  private Grid(MortalMariaDb database, Start start, ServerProcess server) {
    this.database = database;
    this.start = start;
    this.server = server;
  }

  /**
   * How to start it.
   *
   * @param folder where all of it goes
   * @param statements whether the database is to say which statements it ran
   * @param clock for how long the server may take
   * @param view is told how long it takes
   */
  public record Start(
      Path folder, boolean statements, InstantSource clock, Consumer<Duration> view) {}

  /** Starts it; it is ready when this returns. */
  public static Grid start(Start start) throws IOException {
    MortalMariaDb database = database(start);
    ServerSettings settings =
        new ServerSettings(
            ServerSettings.serverBelow(JavaCommand.home()),
            Files.createDirectories(start.folder().resolve("server")).toAbsolutePath(),
            "127.0.0.1",
            Ports.free(),
            Ports.free(),
            properties(database));
    Grid grid = new Grid(database, start, ServerProcess.start(settings));
    // Whoever interrupts a measurement must not find its processes at work an hour later.
    Runtime.getRuntime().addShutdownHook(new Thread(grid::close, "end of the grid"));
    grid.awaitServer();
    return grid;
  }

  private void awaitServer() {
    server.awaitReady(TO_START, start.clock(), Pause.REAL, start.view());
  }

  private static MortalMariaDb database(Start start) throws IOException {
    List<String> settings = new ArrayList<>(DURABLE);
    if (start.statements()) {
      settings.addAll(Digests.SETTINGS);
    }
    MortalMariaDb database =
        MortalMariaDb.start(
            JavaCommand.home(),
            start.folder().resolve("database"),
            settings.toArray(new String[0]));
    if (start.statements()) {
      database.run("GRANT " + Digests.RIGHTS + " TO '" + MariaDb.USER + "'@'localhost';");
    }
    return database;
  }

  private static Map<String, String> properties(MortalMariaDb database) {
    return Map.of(
        "idlewild.db.driver",
        "mysql",
        "idlewild.db.url",
        database.url(),
        "idlewild.db.user",
        MariaDb.USER);
  }

  /** Where the server is reached. */
  public URI address() {
    return URI.create(server.settings().address());
  }

  /** The server's data folder. */
  Path data() {
    return server.settings().data();
  }

  /** A connection for somebody who looks. */
  public Database look() throws IOException {
    return Database.of(database.asTheServer());
  }

  /** The database's process. */
  public ProcessHandle databaseProcess() {
    return database.process();
  }

  /** The server's process. */
  public ProcessHandle serverProcess() {
    return server.process().toHandle();
  }

  /** The operator's interface. */
  Api operator() throws IOException {
    return as(Files.readString(data().resolve("operator.token")).strip());
  }

  /** The interface of somebody with a token. */
  Api as(String token) {
    return new Api(new Http(address(), Optional.of(token)));
  }

  /** Ends the server as an operator would. */
  public void stopServer() {
    server.stop();
  }

  /** Ends the server as an operator would and starts it again; it is ready when this returns. */
  public void restartServer() throws IOException {
    ServerSettings settings = server.settings();
    server.stop();
    server = ServerProcess.start(settings);
    awaitServer();
  }

  /** Ends both as a loss of power would, and starts the database on what it left. */
  public void losePower() throws IOException {
    server.process().destroyForcibly();
    database.kill();
    Processes.endsWithin(serverProcess(), TO_STOP);
    database.startAgain();
  }

  @Override
  public void close() {
    server.stop();
    database.close();
  }
}
