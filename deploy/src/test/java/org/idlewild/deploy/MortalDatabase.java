package org.idlewild.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Processes;
import org.idlewild.mariadb.MariaDb;

/** A MariaDB that is killed, started again on the same data, and told to take no writes. */
final class MortalDatabase implements AutoCloseable {
  private static final Duration TO_START = Duration.ofMinutes(1);
  private static final Duration TO_STOP = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(100);

  private final MariaDb database;
  private final Path data;
  private ProcessHandle process;
  private final List<String> command;

  private MortalDatabase(MariaDb database, Path data) {
    this.database = database;
    this.data = data;
    this.process = database.process(data);
    this.command = command(process);
  }

  /** Starts one that nobody else uses. */
  static MortalDatabase start(Path data) throws IOException {
    return new MortalDatabase(MariaDb.start(JavaCommand.home(), data), data);
  }

  String url() {
    return database.url();
  }

  /** With the rights of the server's own account. */
  DataSource asTheServer() {
    return database.asTheServer();
  }

  /** Ends it as a loss of power would. */
  void kill() {
    process.destroyForcibly();
    Processes.endsWithin(process, TO_STOP);
  }

  /** Starts it again on the data that it left; it answers when this returns. */
  void startAgain() throws IOException {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start()
            .toHandle();
    Instant end = Instant.now().plus(TO_START);
    while (!answers()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IOException("MariaDB did not start again; its log is " + log);
      }
      Pause.REAL.sleep(STEP);
    }
  }

  private boolean answers() {
    try (Connection connection = asTheServer().getConnection()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Lets nobody write any more but administrators, or everybody again. */
  void readOnly(boolean so) throws IOException {
    database.run("SET GLOBAL read_only = " + (so ? 1 : 0) + ";");
  }

  private static List<String> command(ProcessHandle process) {
    List<String> command = new ArrayList<>();
    process.info().command().ifPresent(command::add);
    process.info().arguments().map(Arrays::asList).ifPresent(command::addAll);
    return command;
  }

  @Override
  public void close() {
    Processes.stop(process, TO_STOP);
  }
}
