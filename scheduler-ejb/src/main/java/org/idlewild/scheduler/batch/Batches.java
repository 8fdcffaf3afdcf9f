package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Batch;

/** Takes batches and gives them up. A batch is taken as a whole or not at all. Threads: any. */
@Singleton
public class Batches {
  private static final int FLUSH = 1000;

  private final Transactions transactions;
  private final StoredBatches batches;
  private final Workunits workunits;
  private final Archives archives;
  private final Plans plans;
  private final Ids ids;
  private final Wake wake;

  @Inject
  Batches(
      Transactions transactions,
      StoredBatches batches,
      Workunits workunits,
      Archives archives,
      Plans plans,
      Ids ids,
      Wake wake) {
    this.transactions = transactions;
    this.batches = batches;
    this.workunits = workunits;
    this.archives = archives;
    this.plans = plans;
    this.ids = ids;
    this.wake = wake;
  }

  /**
   * Takes a batch.
   *
   * @param key makes a repeated request find the batch of the first
   * @throws Refused MALFORMED, NOT_FOUND for an unknown app, version, file, host or user, CONFLICT
   *     for work that is meant for hosts of which there is none, MISMATCH for a key that another
   *     request had
   */
  public Submitted submit(
      Caller caller, BatchRequest request, Optional<IdempotencyKey> key, Instant now) {
    caller.requireResearcher();
    Submitted submitted = transactions.call(() -> take(caller, request, key, now));
    Faults.at(Point.BATCH_TAKEN);
    wake.up(PassName.TRANSITIONER);
    Faults.at(Point.BATCH_ANNOUNCED);
    return submitted;
  }

  private Submitted take(
      Caller caller, BatchRequest request, Optional<IdempotencyKey> key, Instant now) {
    Optional<Submitted> before = key.flatMap(some -> before(caller, some));
    return before.orElseGet(() -> make(caller, request, key, now));
  }

  private Optional<Submitted> before(Caller caller, IdempotencyKey key) {
    Optional<StoredBatches.Keyed> found = batches.withKey(caller.userId(), key.key());
    if (found.filter(batch -> !batch.requestSha256().equals(key.requestSha256())).isPresent()) {
      throw new Refused(
          Refused.Reason.MISMATCH, "this Idempotency-Key was used for another request");
    }
    return found.map(batch -> new Submitted(batch.batch(), false));
  }

  private Submitted make(
      Caller caller, BatchRequest request, Optional<IdempotencyKey> key, Instant now) {
    long id = ids.next(Ids.Kind.BATCH);
    add(caller, request, id, key, now);
    return new Submitted(id, true);
  }

  /**
   * Writes a batch; to be called in a transaction, after which the transitioner must be woken.
   *
   * @return the ids of its workunits, in their order
   */
  List<Long> add(
      Caller caller, BatchRequest request, long id, Optional<IdempotencyKey> key, Instant now) {
    Plan plan = plans.of(caller, request, now);
    List<Workunits.Draft> units = plan.units();
    List<Long> added = new ArrayList<>(units.size());
    Batch batch =
        new Batch(
            id,
            plan.name(),
            plan.version().app(),
            plan.version().id(),
            caller.userId(),
            now,
            plan.quorum(),
            units.size(),
            false,
            Optional.empty(),
            Optional.empty(),
            plan.inputs());
    batches.add(batch, key.map(IdempotencyKey::key), key.map(IdempotencyKey::requestSha256));
    Faults.at(Point.BATCH_ADDED);
    for (int i = 0; i < units.size(); i++) {
      added.add(workunits.add(batch, i, units.get(i), now));
      Faults.at(Point.WORKUNIT_ADDED);
      if (i % FLUSH == FLUSH - 1) {
        workunits.flush();
        Faults.at(Point.WORKUNITS_FLUSHED);
      }
    }
    Faults.at(Point.BATCH_WRITTEN);
    return added;
  }

  /**
   * Deletes an ended batch: its output goes, its workunits go to the archive at once; those of one
   * that was cancelled go once they are all given up. A second time nothing happens.
   *
   * @throws Refused NOT_FOUND, FORBIDDEN, or CONFLICT while it runs
   */
  public void retire(Caller caller, long batchId, Instant now) {
    transactions.run(
        () -> {
          Batch batch = owned(caller, batchId);
          if (batch.ended().isEmpty() && !batch.cancelled()) {
            throw new Refused(
                Refused.Reason.CONFLICT, "batch " + batchId + " is still running; cancel it first");
          }
          archives.retire(batchId, now);
        });
    wake.up(PassName.FILE_DELETER);
    wake.up(PassName.PURGE);
  }

  /**
   * Gives a batch up; once it has ended nothing happens.
   *
   * @throws Refused NOT_FOUND or FORBIDDEN
   */
  public void cancel(Caller caller, long batchId, Instant now) {
    transactions.run(
        () -> {
          owned(caller, batchId);
          batches.cancel(batchId, now);
          Faults.at(Point.CANCEL_WRITTEN);
        });
    Faults.at(Point.BATCH_CANCELLED);
    wake.up(PassName.TRANSITIONER);
    wake.up(PassName.FEEDER);
    wake.up(PassName.PURGE);
  }

  private Batch owned(Caller caller, long batchId) {
    Batch batch =
        batches
            .withId(batchId)
            .orElseThrow(
                () -> new Refused(Refused.Reason.NOT_FOUND, "there is no batch " + batchId));
    caller.requireOwner(batch.owner(), "this batch");
    return batch;
  }
}
