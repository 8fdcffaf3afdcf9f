package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.idlewild.work.Cause;
import org.idlewild.work.Credit;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/**
 * A result. Fields of a row that was loaded are written by the row's own methods alone: static
 * weaving notices those writes and no others.
 */
@Entity
@Table(name = "result")
class ResultRow {
  @Id long id;

  @Column(name = "workunit_id")
  long workunitId;

  @Column(name = "batch_id")
  long batchId;

  @Enumerated
  @Column(name = "server_state")
  ServerState serverState;

  @Enumerated Outcome outcome;

  @Enumerated
  @Column(name = "validate_state")
  ValidateState validateState;

  @Enumerated
  @Column(name = "file_delete_state")
  FileDeleteState fileDeleteState;

  @Column(name = "host_id")
  Long hostId;

  @Column(name = "account_id")
  Long accountId;

  int priority;
  Long sent;

  @Column(name = "report_deadline")
  Long reportDeadline;

  Long received;

  @Column(name = "exit_status")
  Integer exitStatus;

  /** See {@link WorkunitRow#queue}. */
  long queue;

  @Column(name = "app_version_id")
  Long appVersionId;

  @Enumerated Cause cause;

  String message = "";
  String sandbox = "";

  @Column(name = "cpu_seconds")
  double cpuSeconds;

  @Column(name = "elapsed_seconds")
  double elapsedSeconds;

  @Column(name = "peak_memory_bytes")
  long peakMemoryBytes;

  /** Before this its outputs are not deleted; null means at any time. */
  @Column(name = "delete_after")
  Long deleteAfter;

  @Column(name = "delete_tries")
  int deleteTries;

  /** What it was granted. */
  double credit;

  @Version long version;

  static ResultRow fresh(long id, WorkunitRow workunit, int priority) {
    ResultRow row = new ResultRow();
    row.id = id;
    row.workunitId = workunit.id;
    row.batchId = workunit.batchId;
    row.queue = workunit.queue;
    boolean rests = workunit.rest().isOn(Optional.ofNullable(workunit.hold));
    row.serverState = rests ? ServerState.INACTIVE : ServerState.UNSENT;
    row.outcome = Outcome.INIT;
    row.validateState = ValidateState.INIT;
    row.fileDeleteState = FileDeleteState.INIT;
    row.priority = priority;
    return row;
  }

  Result result() {
    return new Result(
        id,
        workunitId,
        serverState,
        outcome,
        validateState,
        fileDeleteState,
        hostId == null ? OptionalLong.empty() : OptionalLong.of(hostId),
        appVersionId == null ? OptionalLong.empty() : OptionalLong.of(appVersionId),
        Optional.ofNullable(cause),
        Optional.ofNullable(reportDeadline).map(Instant::ofEpochMilli));
  }

  /** What it used, as its host says, within what the server saw. */
  Credit.Usage usage(int processors, double flopsPerProcessor) {
    double held = sent == null || received == null ? 0 : (received - sent) / 1000.0;
    return new Credit.Usage(cpuSeconds, elapsedSeconds, held, processors, flopsPerProcessor);
  }

  void pay(double amount) {
    credit = amount;
  }

  /** Takes a decision over; whose it is and what it computes never change. */
  void apply(Result decided) {
    serverState = decided.serverState();
    outcome = decided.outcome();
    validateState = decided.validateState();
    fileDeleteState = decided.fileDeleteState();
  }
}
