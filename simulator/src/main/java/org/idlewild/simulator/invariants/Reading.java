package org.idlewild.simulator.invariants;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.Files;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Cause;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** Reads snapshots; the connection keeps its statements prepared. Threads: one. */
final class Reading implements AutoCloseable {
  private static final String BATCHES =
      "SELECT id, total, cancelled, ended, output_sha256, parts_gone, inputs_gone,"
          + " rows_gone FROM batch"
          + " ORDER BY id";
  private static final String UNITS =
      "SELECT id, batch_id, position, max_error_results, max_total_results, max_success_results,"
          + " min_quorum, errors, cancelled, need_validate, canonical_result_id, assimilate_state,"
          + " file_delete_state, assimilated, in_progress, transition_time, part_sha256, version,"
          + " hold FROM workunit ORDER BY id";
  private static final String RESULTS =
      "SELECT id, workunit_id, server_state, outcome, validate_state, file_delete_state, cause,"
          + " host_id, account_id, sent, report_deadline, received, version FROM result"
          + " ORDER BY id";
  private static final String OUTPUTS = "SELECT result_id, name, sha256 FROM result_output";
  private static final String REQUIRED =
      "SELECT b.id, o.name FROM batch b, app_version_output o"
          + " WHERE o.app_version_id = b.app_version_id AND o.required = TRUE";
  private static final String INPUTS = "SELECT batch_id, sha256 FROM batch_input";
  private static final String STORED = "SELECT sha256 FROM stored_file";
  private static final String FOR_GOOD =
      "SELECT sha256 FROM app_version_file"
          + " UNION SELECT output_sha256 FROM batch WHERE output_sha256 IS NOT NULL";
  private static final String OWNED = "SELECT sha256 FROM owned_file";

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Reading(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  /** Does something with each row. */
  private interface Rows {
    void take(ResultSet row) throws SQLException;
  }

  Snapshot read() throws SQLException {
    Map<Long, BatchFacts> batches = new TreeMap<>();
    each(BATCHES, row -> batches.put(row.getLong(1), batch(row)));
    Map<Long, UnitFacts> units = new TreeMap<>();
    each(UNITS, row -> units.put(row.getLong(1), unit(row)));
    Map<Long, ResultFacts> results = new TreeMap<>();
    each(RESULTS, row -> results.put(row.getLong(1), result(row)));
    Files files = files();
    connection.commit();
    return new Snapshot(batches, units, results, files);
  }

  private Files files() throws SQLException {
    Map<Long, Map<String, String>> outputs = new TreeMap<>();
    each(
        OUTPUTS,
        row ->
            outputs
                .computeIfAbsent(row.getLong(1), any -> new TreeMap<>())
                .put(row.getString(2), row.getString(3)));
    return new Files(set(STORED), outputs, sets(REQUIRED), sets(INPUTS), set(FOR_GOOD), set(OWNED));
  }

  private static BatchFacts batch(ResultSet row) throws SQLException {
    return new BatchFacts(
        row.getLong(1),
        row.getInt(2),
        row.getBoolean(3),
        number(row, 4),
        Optional.ofNullable(row.getString(5)),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getBoolean(8));
  }

  private static UnitFacts unit(ResultSet row) throws SQLException {
    return new UnitFacts(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getInt(6),
        row.getInt(7),
        row.getInt(8),
        row.getBoolean(9),
        row.getBoolean(10),
        number(row, 11),
        AssimilateState.values()[row.getInt(12)],
        FileDeleteState.values()[row.getInt(13)],
        number(row, 14),
        row.getBoolean(15),
        number(row, 19).isPresent(),
        number(row, 16),
        Optional.ofNullable(row.getString(17)),
        row.getLong(18));
  }

  private static ResultFacts result(ResultSet row) throws SQLException {
    OptionalLong cause = number(row, 7);
    return new ResultFacts(
        row.getLong(1),
        row.getLong(2),
        new State(
            ServerState.values()[row.getInt(3)],
            Outcome.values()[row.getInt(4)],
            ValidateState.values()[row.getInt(5)]),
        FileDeleteState.values()[row.getInt(6)],
        cause.equals(OptionalLong.of(Cause.USER.ordinal())),
        number(row, 8),
        number(row, 9),
        number(row, 10),
        number(row, 11),
        number(row, 12),
        row.getLong(13));
  }

  private static OptionalLong number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private Set<String> set(String query) throws SQLException {
    Set<String> found = new HashSet<>();
    each(query, row -> found.add(row.getString(1)));
    return found;
  }

  private Map<Long, Set<String>> sets(String query) throws SQLException {
    Map<Long, Set<String>> found = new HashMap<>();
    each(
        query,
        row -> found.computeIfAbsent(row.getLong(1), any -> new HashSet<>()).add(row.getString(2)));
    return found;
  }

  private void each(String query, Rows rows) throws SQLException {
    PreparedStatement statement = prepared.get(query);
    if (statement == null) {
      statement = connection.prepareStatement(query);
      prepared.put(query, statement);
    }
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        rows.take(found);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
