package org.idlewild.simulator.invariants;

import static org.idlewild.simulator.invariants.Statements.number;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.Bounds;
import org.idlewild.simulator.invariants.Snapshot.Departure;
import org.idlewild.simulator.invariants.Snapshot.Files;
import org.idlewild.simulator.invariants.Snapshot.Letter;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.Ties;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.simulator.invariants.Statements.Query;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.Cause;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** Reads snapshots. Threads: one. */
final class Reading implements AutoCloseable {
  private static final Query BATCHES =
      Query.of(
          "SELECT id, app_version_id, total, cancelled, paused, ended, output_sha256, parts_gone,"
              + " inputs_gone, archived, retired, rows_gone,"
              + " done_count + failed_count + cancelled_count, trickles, units_left, inputs_left FROM batch ORDER BY id",
          "batch");
  private static final Query UNITS =
      Query.of(
          "SELECT id, batch_id, position, min_quorum, max_error_results, max_total_results,"
              + " max_success_results, errors, cancelled, need_validate, canonical_result_id,"
              + " assimilate_state, file_delete_state, assimilated, in_progress, hold, paused,"
              + " transition_time, part_sha256, host_class, app_version_id, target_host,"
              + " target_account, version FROM workunit ORDER BY id",
          "workunit");
  private static final Query RESULTS =
      Query.of(
          "SELECT id, workunit_id, server_state, outcome, validate_state, file_delete_state, cause,"
              + " host_id, account_id, app_version_id, sent, report_deadline, received, credit,"
              + " version FROM result ORDER BY id",
          "result");
  private static final Query LETTERS =
      Query.of(
          "SELECT batch_id, place, result_id, upwards, message_number, content_base64 FROM trickle"
              + " ORDER BY batch_id, place",
          "trickle");
  private static final Query OUTPUTS =
      Query.of("SELECT result_id, name, sha256 FROM result_output", "result_output");
  private static final Query CHECKPOINTS =
      Query.of("SELECT result_id, sha256 FROM result_checkpoint", "result_checkpoint");
  private static final Query REQUIRED =
      Query.of(
          "SELECT b.id, o.name FROM batch b, app_version_output o"
              + " WHERE o.app_version_id = b.app_version_id AND o.required = TRUE",
          "batch",
          "app_version_output");
  private static final Query INPUTS =
      Query.of("SELECT batch_id, sha256 FROM batch_input", "batch_input");
  private static final Query STORED = Query.of("SELECT sha256 FROM stored_file", "stored_file");
  private static final Query FOR_GOOD =
      Query.of(
          "SELECT sha256 FROM app_version_file"
              + " UNION SELECT output_sha256 FROM batch WHERE output_sha256 IS NOT NULL",
          "app_version_file",
          "batch");
  private static final Query OWNED = Query.of("SELECT sha256 FROM owned_file", "owned_file");

  private final Connection connection;
  private final Statements statements;
  private final CrowdReading crowd;

  Reading(Connection connection, ToLongFunction<String> stamps) throws SQLException {
    this.connection = connection;
    this.statements = new Statements(connection, stamps);
    this.crowd = new CrowdReading(statements);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  Snapshot read() throws SQLException {
    Snapshot read =
        new Snapshot(
            statements.byId(BATCHES, Reading::batch),
            statements.byId(UNITS, Reading::unit),
            statements.byId(RESULTS, Reading::result),
            files(),
            letters(),
            crowd.apps(),
            crowd.crowd());
    connection.commit();
    return read;
  }

  private Files files() throws SQLException {
    return new Files(
        statements.set(STORED),
        statements.maps(OUTPUTS),
        statements.sets(REQUIRED),
        statements.sets(INPUTS),
        statements.byId(CHECKPOINTS, row -> row.getString(2)),
        statements.set(FOR_GOOD),
        statements.set(OWNED));
  }

  private List<Letter> letters() throws SQLException {
    return statements.list(
        LETTERS,
        row ->
            new Letter(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getBoolean(4),
                row.getInt(5),
                row.getString(6)));
  }

  private static BatchFacts batch(ResultSet row) throws SQLException {
    return new BatchFacts(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getBoolean(4),
        row.getBoolean(5),
        number(row, 6),
        Optional.ofNullable(row.getString(7)),
        row.getBoolean(8),
        row.getBoolean(9),
        row.getInt(15),
        row.getInt(16),
        new Departure(number(row, 10), number(row, 11), row.getBoolean(12), row.getLong(13)),
        row.getLong(14));
  }

  private static UnitFacts unit(ResultSet row) throws SQLException {
    return new UnitFacts(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        new Bounds(row.getInt(4), row.getInt(5), row.getInt(6), row.getInt(7)),
        row.getInt(8),
        row.getBoolean(9),
        row.getBoolean(10),
        number(row, 11),
        AssimilateState.values()[row.getInt(12)],
        FileDeleteState.values()[row.getInt(13)],
        number(row, 14),
        row.getBoolean(15),
        number(row, 16).isPresent(),
        row.getBoolean(17),
        number(row, 18),
        Optional.ofNullable(row.getString(19)),
        new Ties(
            Optional.ofNullable(row.getString(20)),
            number(row, 21),
            number(row, 22),
            number(row, 23)),
        row.getLong(24));
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
        number(row, 13),
        row.getDouble(14),
        row.getLong(15));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
