package org.idlewild.scheduler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.idlewild.work.Cause;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Hold;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** A result that was sent, with what its workunit says of it, in plain statements. */
final class HeldColumns {
  /** What {@link #held} reads; a condition on {@code r} and {@code w} follows. */
  static final String SELECT =
      "SELECT r.id, r.workunit_id, r.batch_id, r.server_state, r.outcome, r.validate_state,"
          + " r.file_delete_state, r.host_id, r.app_version_id, r.cause, r.report_deadline, r.sent,"
          + " w.errors, w.cancelled, w.canonical_result_id, w.hold, w.paused, w.flops_estimate,"
          + " w.least_run_millis FROM result r, workunit w WHERE w.id = r.workunit_id AND ";

  // Copied on each call, if asked for anew.
  private static final ServerState[] SERVER_STATES = ServerState.values();
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final ValidateState[] VALIDATE_STATES = ValidateState.values();
  private static final FileDeleteState[] FILE_DELETE_STATES = FileDeleteState.values();
  private static final Cause[] CAUSES = Cause.values();
  private static final Hold[] HOLDS = Hold.values();

  private HeldColumns() {}

  static Visit.Held held(ResultSet row) throws SQLException {
    boolean cancelled = row.getBoolean("cancelled");
    boolean answered = Sql.number(row, "canonical_result_id") != null;
    boolean settled = answered || cancelled || row.getInt("errors") != 0;
    return new Visit.Held(
        result(row),
        row.getLong("batch_id"),
        Instant.ofEpochMilli(row.getLong("sent")),
        settled,
        answered && !cancelled,
        settled ? Optional.empty() : rest(row),
        row.getDouble("flops_estimate"),
        Duration.ofMillis(row.getLong("least_run_millis")));
  }

  private static Result result(ResultSet row) throws SQLException {
    return new Result(
        row.getLong("id"),
        row.getLong("workunit_id"),
        SERVER_STATES[row.getInt("server_state")],
        OUTCOMES[row.getInt("outcome")],
        VALIDATE_STATES[row.getInt("validate_state")],
        FILE_DELETE_STATES[row.getInt("file_delete_state")],
        optional(Sql.number(row, "host_id")),
        optional(Sql.number(row, "app_version_id")),
        Optional.ofNullable(Sql.number(row, "cause")).map(cause -> CAUSES[cause.intValue()]),
        Optional.ofNullable(Sql.number(row, "report_deadline")).map(Instant::ofEpochMilli));
  }

  private static Optional<String> rest(ResultSet row) throws SQLException {
    Long hold = Sql.number(row, "hold");
    if (hold != null) {
      return Optional.of(HOLDS[hold.intValue()].sentence());
    }
    return row.getBoolean("paused") ? Optional.of("its batch is paused") : Optional.empty();
  }

  private static OptionalLong optional(Long id) {
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }
}
