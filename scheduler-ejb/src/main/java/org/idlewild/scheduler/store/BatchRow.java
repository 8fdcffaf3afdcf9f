package org.idlewild.scheduler.store;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.work.Batch;
import org.idlewild.work.Progress;
import org.idlewild.work.StoredFile;

@Entity
@Table(name = "batch")
class BatchRow {
  @Id long id;
  String name;

  @Column(name = "app_id")
  long appId;

  @Column(name = "app_version_id")
  long appVersionId;

  @Column(name = "account_id")
  long accountId;

  long created;
  int quorum;
  int total;
  boolean cancelled;
  boolean paused;
  Long ended;

  @Column(name = "output_sha256")
  String outputSha256;

  @Column(name = "output_bytes")
  Long outputBytes;

  /** Written by statements alone, as the next; see {@link Deferrals}. */
  @Column(name = "end_after", insertable = false, updatable = false)
  Long endAfter;

  @Column(name = "delete_after", insertable = false, updatable = false)
  Long deleteAfter;

  /** Written by statements alone, as those after it; see {@link Archives}. */
  @Column(insertable = false, updatable = false)
  Long archived;

  @Column(insertable = false, updatable = false)
  Long retired;

  @Column(name = "done_count", insertable = false, updatable = false)
  long doneCount;

  @Column(name = "failed_count", insertable = false, updatable = false)
  long failedCount;

  @Column(name = "cancelled_count", insertable = false, updatable = false)
  long cancelledCount;

  @Column(name = "parts_gone")
  boolean partsGone;

  @Column(name = "inputs_gone")
  boolean inputsGone;

  @Column(name = "units_left")
  int unitsLeft;

  @Column(name = "inputs_left")
  int inputsLeft;

  /** Written by statements alone; see {@link BatchTails}. */
  @Column(name = "tail_look", insertable = false, updatable = false)
  Long tailLook;

  /** Changed by statements alone, as the next three; see {@link ArrivingBatches}. */
  @Column(updatable = false)
  Long arriving;

  @Column(name = "arrived_lines", insertable = false, updatable = false)
  int arrivedLines;

  @Column(name = "arrived_sha256", insertable = false, updatable = false)
  String arrivedSha256;

  /** See {@link GivenUpBatches}. */
  @Column(name = "give_up_from", insertable = false, updatable = false)
  Integer giveUpFrom;

  @Column(name = "idempotency_key")
  String idempotencyKey;

  @Column(name = "request_sha256")
  String requestSha256;

  @ElementCollection
  @CollectionTable(name = "batch_input", joinColumns = @JoinColumn(name = "batch_id"))
  @OrderColumn(name = "position")
  List<FileColumns> inputs = new ArrayList<>();

  static BatchRow of(Batch batch) {
    BatchRow row = new BatchRow();
    row.id = batch.id();
    row.name = batch.name();
    row.appId = batch.app();
    row.appVersionId = batch.appVersion();
    row.accountId = batch.owner();
    row.created = batch.created().toEpochMilli();
    row.quorum = batch.quorum();
    row.total = batch.total();
    row.cancelled = batch.cancelled();
    row.unitsLeft = batch.total();
    row.inputsLeft = batch.total();
    batch.inputs().forEach(file -> row.inputs.add(FileColumns.of(file)));
    return row;
  }

  Batch batch() {
    return new Batch(
        id,
        name,
        appId,
        appVersionId,
        accountId,
        Instant.ofEpochMilli(created),
        quorum,
        total,
        cancelled,
        Optional.ofNullable(ended).map(Instant::ofEpochMilli),
        Optional.ofNullable(outputSha256).map(sha256 -> new StoredFile(sha256, outputBytes)),
        inputs.stream().map(FileColumns::file).toList());
  }

  /** Where its workunits stood when they left the database. */
  Progress archivedProgress() {
    return new Progress(
        Map.of(
            Progress.Phase.DONE, doneCount,
            Progress.Phase.FAILED, failedCount,
            Progress.Phase.CANCELLED, cancelledCount));
  }

  void dropParts() {
    partsGone = true;
  }

  List<StoredFile> dropInputs() {
    List<StoredFile> files = inputs.stream().map(file -> file.file().content()).toList();
    inputs.clear();
    inputsGone = true;
    return files;
  }
}
