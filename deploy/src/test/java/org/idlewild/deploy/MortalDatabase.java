package org.idlewild.deploy;

import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.mariadb.MortalMariaDb;

/** A MariaDB that is killed, started again on the same data, and told to take no writes. */
final class MortalDatabase implements AutoCloseable {
  private final MortalMariaDb database;

  private MortalDatabase(MortalMariaDb database) {
    this.database = database;
  }

  /** Starts one that nobody else uses. */
  static MortalDatabase start(Path data) throws IOException {
    return new MortalDatabase(MortalMariaDb.start(JavaCommand.home(), data));
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
    database.kill();
  }

  /** Starts it again on the data that it left; it answers when this returns. */
  void startAgain() throws IOException {
    database.startAgain();
  }

  /** Lets nobody write any more but administrators, or everybody again. */
  void readOnly(boolean so) throws IOException {
    database.run("SET GLOBAL read_only = " + (so ? 1 : 0) + ";");
  }

  @Override
  public void close() {
    database.close();
  }
}
