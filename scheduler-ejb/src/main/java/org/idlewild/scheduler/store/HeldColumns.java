package org.idlewild.scheduler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.work.Hold;

/** A result that was sent, with what its workunit says of it, in plain statements. */
final class HeldColumns {
  /** What {@link #held} reads; a condition on {@code r} and {@code w} follows. */
  static final String SELECT =
      "SELECT "
          + ResultColumns.ALL
          + ", r.sent, w.errors, w.cancelled, w.canonical_result_id, w.hold, w.paused,"
          + " w.flops_estimate, w.least_run_millis FROM result r, workunit w"
          + " WHERE w.id = r.workunit_id AND ";

  private static final Hold[] HOLDS = Hold.values();

  private HeldColumns() {}

  static Visit.Held held(ResultSet row) throws SQLException {
    boolean cancelled = row.getBoolean("cancelled");
    boolean answered = Sql.number(row, "canonical_result_id") != null;
    boolean settled = answered || cancelled || row.getInt("errors") != 0;
    return new Visit.Held(
        ResultColumns.result(row),
        row.getLong("batch_id"),
        Instant.ofEpochMilli(row.getLong("sent")),
        settled,
        answered && !cancelled,
        settled ? Optional.empty() : rest(row),
        row.getDouble("flops_estimate"),
        Duration.ofMillis(row.getLong("least_run_millis")));
  }

  private static Optional<String> rest(ResultSet row) throws SQLException {
    Long hold = Sql.number(row, "hold");
    if (hold != null) {
      return Optional.of(HOLDS[hold.intValue()].sentence());
    }
    return row.getBoolean("paused") ? Optional.of("its batch is paused") : Optional.empty();
  }
}
