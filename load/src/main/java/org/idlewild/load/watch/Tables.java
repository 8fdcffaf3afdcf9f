package org.idlewild.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** What the server's tables hold, looked at from outside. */
final class Store {
  /** Assimilated, and its files are gone: states by their places in the enums of {@code work}. */
  private static final String COMPLETE = "assimilate_state = 2 AND file_delete_state = 2";

  private static final int STREAM = Integer.MIN_VALUE;

  private final DataSource database;

  Store(DataSource database) {
    this.database = database;
  }

  /** How many workunits have come to their end. */
  long complete() throws SQLException {
    return count("SELECT COUNT(*) FROM workunit WHERE " + COMPLETE);
  }

  /** How many results wait to be sent. */
  long unsent() throws SQLException {
    return count("SELECT COUNT(*) FROM result WHERE server_state = 1");
  }

  private long count(String question) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Those of some results that the tables do not have as reported. */
  Set<Long> lost(Set<Long> acknowledged) throws SQLException {
    Set<Long> lost = new HashSet<>(acknowledged);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setFetchSize(STREAM);
      try (ResultSet rows =
          statement.executeQuery("SELECT id FROM result WHERE server_state = 3 AND outcome = 1")) {
        while (rows.next()) {
          lost.remove(rows.getLong(1));
        }
      }
    }
    return lost;
  }
}
