package org.idlewild.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Which statements a MariaDB ran most often, by its performance schema. */
final class Digests {
  private static final String RESET =
      "TRUNCATE TABLE performance_schema.events_statements_summary_by_digest";
  private static final String MOST =
      "SELECT count_star, sum_timer_wait / 1e9 / count_star, digest_text"
          + " FROM performance_schema.events_statements_summary_by_digest"
          + " WHERE schema_name = 'idlewild' ORDER BY count_star DESC LIMIT 60";

  private Digests() {}

  /**
   * A statement.
   *
   * @param count how often it was run
   * @param millis how long it took on average
   * @param text with its values left out
   */
  record Digest(long count, double millis, String text) {}

  /** Forgets what was run before. */
  static void reset(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(RESET);
    }
  }

  /** The most frequent ones first. */
  static List<Digest> read(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(MOST)) {
      List<Digest> digests = new ArrayList<>();
      while (rows.next()) {
        digests.add(new Digest(rows.getLong(1), rows.getDouble(2), rows.getString(3)));
      }
      return digests;
    }
  }
}
