package org.idlewild.scheduler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.idlewild.work.Cause;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** A result in plain statements. */
final class ResultColumns {
  /** What {@link #result} reads, of a table called {@code r}. */
  static final String ALL =
      "r.id, r.workunit_id, r.batch_id, r.server_state, r.outcome, r.validate_state,"
          + " r.file_delete_state, r.host_id, r.app_version_id, r.cause, r.report_deadline";

  /** What is decided about one, by its columns. */
  static final Map<String, Function<Result, Object>> STATE = state();

  private static final ServerState[] SERVER_STATES = ServerState.values();
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final ValidateState[] VALIDATE_STATES = ValidateState.values();
  private static final FileDeleteState[] FILE_DELETE_STATES = FileDeleteState.values();
  private static final Cause[] CAUSES = Cause.values();

  private ResultColumns() {}

  private static Map<String, Function<Result, Object>> state() {
    Map<String, Function<Result, Object>> columns = new LinkedHashMap<>();
    columns.put("server_state", result -> result.serverState().ordinal());
    columns.put("outcome", result -> result.outcome().ordinal());
    columns.put("validate_state", result -> result.validateState().ordinal());
    columns.put("file_delete_state", result -> result.fileDeleteState().ordinal());
    return columns;
  }

  static Result result(ResultSet row) throws SQLException {
    return new Result(
        row.getLong("id"),
        row.getLong("workunit_id"),
        SERVER_STATES[row.getInt("server_state")],
        OUTCOMES[row.getInt("outcome")],
        VALIDATE_STATES[row.getInt("validate_state")],
        FILE_DELETE_STATES[row.getInt("file_delete_state")],
        WorkunitColumns.optional(Sql.number(row, "host_id")),
        WorkunitColumns.optional(Sql.number(row, "app_version_id")),
        Optional.ofNullable(Sql.number(row, "cause")).map(cause -> CAUSES[cause.intValue()]),
        WorkunitColumns.instant(row, "report_deadline"));
  }
}
