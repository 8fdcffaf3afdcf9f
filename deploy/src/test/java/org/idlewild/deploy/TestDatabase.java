package org.idlewild.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.mariadb.MariaDb;

/** Which database the server under test keeps its rows in. */
enum TestDatabase {
  /** The server's default: H2 inside its own process. */
  H2 {
    @Override
    List<String> arguments(Path data) {
      return List.of();
    }
  },
  /** A MariaDB of its own, prepared by the script that operators use. */
  MARIADB {
    @Override
    List<String> arguments(Path data) throws IOException {
      MariaDb database = MariaDb.start(JavaCommand.home(), data.resolve("mariadb"));
      return List.of(
          "-Didlewild.db.driver=mysql",
          "-Didlewild.db.url=" + database.url(),
          "-Didlewild.db.user=" + MariaDb.USER);
    }
  };

  /**
   * The one that the system property {@code idlewild.test.database} names; H2 when it is absent.
   */
  static TestDatabase chosen() {
    return valueOf(System.getProperty("idlewild.test.database", "h2").toUpperCase(Locale.ROOT));
  }

  /** What the server is told so that it uses this database, which runs when this returns. */
  abstract List<String> arguments(Path data) throws IOException;
}
