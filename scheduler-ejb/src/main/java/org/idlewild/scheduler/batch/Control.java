package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.store.Pauses;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.WorkunitPages;
import org.idlewild.work.Batch;

/**
 * Lets batches and workunits rest, go on, or end; what a verb asks for and is so already stays so.
 * Each method throws {@link Refused} NOT_FOUND or FORBIDDEN. Threads: any.
 */
@Singleton
public class Control {
  private final Transactions transactions;
  private final StoredBatches batches;
  private final WorkunitPages workunits;
  private final Pauses pauses;
  private final Wake wake;

  @Inject
  Control(
      Transactions transactions,
      StoredBatches batches,
      WorkunitPages workunits,
      Pauses pauses,
      Wake wake) {
    this.transactions = transactions;
    this.batches = batches;
    this.workunits = workunits;
    this.pauses = pauses;
    this.wake = wake;
  }

  /** Nothing of the batch is sent any more, and its hosts are told to suspend what they have. */
  public void pauseBatch(Caller caller, long batch, Instant now) {
    batch(caller, batch, now, pauses::pauseBatch);
  }

  /** The batch goes on; what of it is held by itself stays held. */
  public void resumeBatch(Caller caller, long batch, Instant now) {
    batch(caller, batch, now, pauses::resumeBatch);
  }

  /** Holds a workunit; one that is held for another reason stays held for that. */
  public void pauseWorkunit(Caller caller, long workunit, Instant now) {
    workunit(caller, workunit, now, pauses::hold);
  }

  /** Ends a workunit's hold, whatever it was for. */
  public void resumeWorkunit(Caller caller, long workunit, Instant now) {
    workunit(caller, workunit, now, pauses::release);
  }

  /** Gives a workunit up; the rest of its batch goes on without it. */
  public void abortWorkunit(Caller caller, long workunit, Instant now) {
    workunit(caller, workunit, now, pauses::abort);
  }

  private void batch(Caller caller, long id, Instant now, BiConsumer<Long, Instant> verb) {
    transactions.run(
        () -> {
          Batch batch = batches.withId(id).orElseThrow(() -> missing("there is no batch " + id));
          caller.requireOwner(batch.owner(), "this batch");
          verb.accept(id, now);
        });
    tell();
  }

  private void workunit(Caller caller, long id, Instant now, BiConsumer<Long, Instant> verb) {
    transactions.run(
        () -> {
          WorkunitPages.Entry entry =
              workunits.withId(id).orElseThrow(() -> missing("there is no workunit " + id));
          caller.requireOwner(
              batches.withId(entry.task().batch()).orElseThrow().owner(), "this workunit");
          verb.accept(id, now);
        });
    tell();
  }

  private void tell() {
    wake.up(PassName.TRANSITIONER);
    wake.up(PassName.FEEDER);
  }

  private static Refused missing(String message) {
    return new Refused(Refused.Reason.NOT_FOUND, message);
  }
}
