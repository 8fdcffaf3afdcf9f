package org.idlewild.load.floor;

import java.io.IOException;
import java.util.List;
import org.idlewild.load.watch.Database;

/** Tables that a server has filled, made ready for a program that stands in for it. */
public final class Ground {
  /** As many as there is room for. */
  private static final int MOST_JOBS = 400_000;

  private static final List<String> AS_NEW =
      List.of(
          "UPDATE workunit w JOIN result r ON r.workunit_id = w.id SET w.assimilate_state = 0,"
              + " w.file_delete_state = 0, w.canonical_result_id = NULL, w.in_progress = FALSE,"
              + " w.transition_time = NULL, w.assimilated = NULL WHERE r.server_state <> 1",
          "UPDATE result SET server_state = 1, outcome = 0, validate_state = 0,"
              + " file_delete_state = 0, host_id = NULL, account_id = NULL, sent = NULL,"
              + " report_deadline = NULL, received = NULL WHERE server_state <> 1",
          "UPDATE batch SET units_left = total, inputs_left = total, ended = NULL");

  private static final List<String> ROWS_TO_CHANGE =
      List.of(
          "INSERT IGNORE INTO host_app_version (host_id, app_version_id, consecutive_valid, quota,"
              + " quota_day, sent_that_day, reported, failed, turnaround_millis, pace,"
              + " pace_samples)"
              + " SELECT h.id, v.id, 0, 100, 0, 0, 0, 0, 0, 0, 0 FROM host h, app_version v",
          "INSERT IGNORE INTO earned (earner, earner_id, total, average, average_time)"
              + " SELECT 0, id, 0, 0, 0 FROM host",
          "INSERT IGNORE INTO earned (earner, earner_id, total, average, average_time)"
              + " SELECT 1, id, 0, 0, 0 FROM account");

  private final Database database;

  /** Of a database that no server uses any more. */
  public Ground(Database database) {
    this.database = database;
  }

  /** Makes what was sent unsent again, and every row that is going to be changed. */
  public void prepare() throws IOException {
    for (String order : AS_NEW) {
      database.run(order);
    }
    for (String order : ROWS_TO_CHANGE) {
      database.run(order);
    }
  }

  List<Job> jobs() throws IOException {
    return database.list(
        "SELECT id, workunit_id, batch_id FROM result WHERE server_state = 1 ORDER BY id LIMIT "
            + MOST_JOBS,
        row -> new Job(row.getLong(1), row.getLong(2), row.getLong(3)));
  }

  List<Asker> askers(int most) throws IOException {
    return database.list(
        "SELECT id, account_id FROM host ORDER BY id LIMIT " + most,
        row -> new Asker(row.getLong(1), row.getLong(2)));
  }

  long appVersion() throws IOException {
    return database.number("SELECT MAX(id) FROM app_version");
  }
}
