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
}
