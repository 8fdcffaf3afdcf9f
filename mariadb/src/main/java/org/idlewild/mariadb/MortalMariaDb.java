package org.idlewild.mariadb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** A MariaDB that can be killed and started again on the same data. Threads: one at a time. */
public final class MortalMariaDb implements AutoCloseable {
  private static final int TRIES = 600;
  private static final int STEP_MILLIS = 100;
  private static final int SECONDS_TO_STOP = 30;

  private final MariaDb database;
  private final Path data;
  private final List<String> command;
  private ProcessHandle process;

  private MortalMariaDb(MariaDb database, Path data) {
    this.database = database;
    this.data = data;
    this.process = database.process(data);
    this.command = command(process);
  }

  /** Starts one, as {@link MariaDb#start} does. */
  public static MortalMariaDb start(Path home, Path data, String... settings) throws IOException {
    return new MortalMariaDb(MariaDb.start(home, data, settings), data);
  }

  /** Where servers find it. */
  public String url() {
    return database.url();
  }

  /** With the rights of the server's own account. */
  public DataSource asTheServer() {
    return database.asTheServer();
  }

  /** Runs statements as the administrator. */
  public void run(String statements) throws IOException {
    database.run(statements);
  }

  /** Its process, another one after each start. */
  public ProcessHandle process() {
    return process;
  }

  /** Ends it as a loss of power would. */
  public void kill() {
    process.destroyForcibly();
    isGone();
  }

  /** Starts it again on the data that it left; it answers when this returns. */
  public void startAgain() throws IOException {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start()
            .toHandle();
    for (int tries = 0; !answers(); tries++) {
      if (tries > TRIES || !process.isAlive()) {
        throw new IOException("MariaDB did not start again; its log is " + log);
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private boolean answers() {
    try (Connection connection = asTheServer().getConnection()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static List<String> command(ProcessHandle process) {
    List<String> command = new ArrayList<>();
    process.info().command().ifPresent(command::add);
    process.info().arguments().map(Arrays::asList).ifPresent(command::addAll);
    return command;
  }

  @Override
  public void close() {
    process.destroy();
    if (!isGone()) {
      kill();
    }
  }

  private boolean isGone() {
    try {
      process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
