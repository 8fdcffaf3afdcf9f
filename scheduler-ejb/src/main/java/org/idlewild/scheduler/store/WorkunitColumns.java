package org.idlewild.scheduler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Hold;
import org.idlewild.work.Rest;
import org.idlewild.work.Workunit;
import org.idlewild.work.WorkunitError;

/** What is decided about a workunit, in plain statements. */
final class WorkunitColumns {
  /** Its state, by its columns. */
  static final Map<String, BiFunction<Workunit, Rest, Object>> STATE = state();

  private static final AssimilateState[] ASSIMILATE_STATES = AssimilateState.values();
  private static final FileDeleteState[] FILE_DELETE_STATES = FileDeleteState.values();
  private static final Hold[] HOLDS = Hold.values();

  /** What {@link #workunit} and {@link #rest} read. */
  static final String ALL =
      "id, max_error_results, delay_bound_millis, priority, paused, "
          + String.join(", ", STATE.keySet());

  private WorkunitColumns() {}

  private static Map<String, BiFunction<Workunit, Rest, Object>> state() {
    Map<String, BiFunction<Workunit, Rest, Object>> columns = new LinkedHashMap<>();
    columns.put("min_quorum", (unit, rest) -> unit.rules().minQuorum());
    columns.put("target_results", (unit, rest) -> unit.rules().targetResults());
    columns.put("max_total_results", (unit, rest) -> unit.rules().maxTotalResults());
    columns.put("max_success_results", (unit, rest) -> unit.rules().maxSuccessResults());
    columns.put("errors", (unit, rest) -> WorkunitRow.mask(unit.errors()));
    columns.put("cancelled", (unit, rest) -> unit.errors().contains(WorkunitError.CANCELLED));
    columns.put("need_validate", (unit, rest) -> unit.needValidate());
    columns.put("canonical_result_id", (unit, rest) -> boxed(unit.canonicalResult()));
    columns.put("assimilate_state", (unit, rest) -> unit.assimilateState().ordinal());
    columns.put("file_delete_state", (unit, rest) -> unit.fileDeleteState().ordinal());
    columns.put("assimilated", (unit, rest) -> millis(unit.assimilated()));
    columns.put("in_progress", (unit, rest) -> unit.inProgress());
    columns.put("host_class", (unit, rest) -> unit.hostClass().orElse(null));
    columns.put("app_version_id", (unit, rest) -> boxed(unit.appVersion()));
    columns.put("hold", (unit, rest) -> unit.hold().map(Hold::ordinal).orElse(null));
    columns.put("transition_time", (unit, rest) -> millis(unit.transitionTime()));
    columns.put("rest_since", (unit, rest) -> millis(rest.since()));
    columns.put("hold_until", (unit, rest) -> millis(rest.until()));
    return columns;
  }

  private static Long boxed(OptionalLong id) {
    return id.isPresent() ? id.getAsLong() : null;
  }

  private static Long millis(Optional<Instant> when) {
    return when.map(Instant::toEpochMilli).orElse(null);
  }

  static Workunit workunit(ResultSet row) throws SQLException {
    return new Workunit(
        row.getLong("id"),
        new Workunit.Rules(
            row.getInt("min_quorum"),
            row.getInt("target_results"),
            row.getInt("max_error_results"),
            row.getInt("max_total_results"),
            row.getInt("max_success_results"),
            Duration.ofMillis(row.getLong("delay_bound_millis")),
            row.getInt("priority")),
        WorkunitRow.errorSet(row.getInt("errors"), row.getBoolean("cancelled")),
        row.getBoolean("need_validate"),
        optional(Sql.number(row, "canonical_result_id")),
        ASSIMILATE_STATES[row.getInt("assimilate_state")],
        FILE_DELETE_STATES[row.getInt("file_delete_state")],
        instant(row, "assimilated"),
        row.getBoolean("in_progress"),
        Optional.ofNullable(row.getString("host_class")),
        optional(Sql.number(row, "app_version_id")),
        Optional.ofNullable(Sql.number(row, "hold")).map(hold -> HOLDS[hold.intValue()]),
        instant(row, "transition_time"));
  }

  static Rest rest(ResultSet row) throws SQLException {
    return new Rest(
        row.getBoolean("paused"), instant(row, "rest_since"), instant(row, "hold_until"));
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(Sql.number(row, column)).map(Instant::ofEpochMilli);
  }

  static OptionalLong optional(Long id) {
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }
}
