package org.idlewild.scheduler.growth;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Other people's work in the tables of a MariaDB, made in few statements: of ten workunits eight
 * are queued with two unsent results each, one is in progress at two of a thousand hosts, and one
 * is done and its files are deleted.
 */
final class Crowd {
  private static final long FIRST = 1_000_000_000L;
  private static final int BATCH = 1_000;
  private static final String VERSION =
      "(SELECT b.app_version_id FROM batch b WHERE b.id = t.batch_id)";

  private final DataSource database;

  Crowd(DataSource database) {
    this.database = database;
  }

  /**
   * Adds a crowd.
   *
   * @param workunit one that exists and has no results sent; the crowd's rows are like it
   * @param count how many workunits
   */
  void add(long workunit, int count) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      long batch = one(statement, "SELECT batch_id FROM workunit WHERE id = " + workunit);
      long result = one(statement, "SELECT MIN(id) FROM result WHERE workunit_id = " + workunit);
      long host = one(statement, "SELECT MIN(id) FROM host");
      copy(
          connection,
          "host",
          host,
          seq(1000),
          Map.of("id", id("s.seq"), "account_id", id("s.seq")));
      copy(
          connection,
          "batch",
          batch,
          seq(Math.max(1, count / BATCH)),
          Map.of(
              "id",
              id("s.seq"),
              "total",
              "" + BATCH,
              "idempotency_key",
              "NULL",
              "request_sha256",
              "NULL"));
      copy(connection, "workunit", workunit, seq(count), workunits());
      for (int copy = 0; copy < 2; copy++) {
        copy(connection, "result", result, seq(count), results(count, copy));
      }
      statement.execute("ANALYZE TABLE host, batch, workunit, result");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Map<String, String> workunits() {
    return Map.of(
        "id", id("s.seq"),
        "batch_id", id("1 + s.seq DIV " + BATCH),
        "position", "s.seq MOD " + BATCH,
        "assimilate_state", kind("0", "0", "2"),
        "file_delete_state", kind("0", "0", "2"),
        "in_progress", kind("FALSE", "TRUE", "FALSE"),
        "canonical_result_id", kind("NULL", "NULL", id("s.seq")),
        "transition_time",
            kind(
                "t.transition_time + 864000000 + s.seq",
                "t.transition_time + 864000000 + s.seq",
                "NULL"));
  }

  private static Map<String, String> results(int count, int copy) {
    return Map.ofEntries(
        Map.entry("id", id("s.seq + " + (long) copy * count)),
        Map.entry("workunit_id", id("s.seq")),
        Map.entry("batch_id", id("1 + s.seq DIV " + BATCH)),
        Map.entry("server_state", kind("1", "2", "3")),
        Map.entry("outcome", kind("0", "0", "1")),
        Map.entry("validate_state", kind("0", "0", "1")),
        Map.entry("file_delete_state", kind("0", "0", "2")),
        Map.entry("host_id", kind("NULL", hostOf(copy), hostOf(copy))),
        Map.entry("account_id", kind("NULL", "1", "1")),
        Map.entry("report_deadline", kind("NULL", "4102444800000", "4102444800000")),
        Map.entry("app_version_id", kind("NULL", VERSION, VERSION)));
  }

  private static String hostOf(int copy) {
    return id("1 + (s.seq + " + copy + ") MOD 1000");
  }

  private static String kind(String queued, String inProgress, String done) {
    return "CASE s.seq MOD 10 WHEN 8 THEN "
        + inProgress
        + " WHEN 9 THEN "
        + done
        + " ELSE "
        + queued
        + " END";
  }

  private static String id(String expression) {
    return FIRST + " + " + expression;
  }

  private static String seq(int count) {
    return "seq_1_to_" + count;
  }

  private static void copy(
      Connection connection, String table, long from, String sequence, Map<String, String> columns)
      throws SQLException {
    List<String> names = columns(connection, table);
    String values =
        names.stream()
            .map(name -> columns.getOrDefault(name, "t." + name))
            .collect(Collectors.joining(", "));
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO %s (%s) SELECT %s FROM %s t, %s s WHERE t.id = ?"
                .formatted(table, String.join(", ", names), values, table, sequence))) {
      insert.setLong(1, from);
      insert.executeUpdate();
    }
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT column_name FROM information_schema.columns"
                + " WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position")) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
          names.add(rows.getString(1));
        }
        return names;
      }
    }
  }

  private static long one(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
