package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.RemoteBatches;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Batch;

/**
 * What BOINC's tools do to batches. Each method throws {@link Refused} NOT_FOUND or FORBIDDEN.
 * Threads: any.
 */
@Singleton
public class RemoteControl {
  private final Transactions transactions;
  private final RemoteBatches remote;
  private final StoredBatches stored;
  private final Batches batches;

  @Inject
  RemoteControl(
      Transactions transactions, RemoteBatches remote, StoredBatches stored, Batches batches) {
    this.transactions = transactions;
    this.remote = remote;
    this.stored = stored;
    this.batches = batches;
  }

  /** The caller's newest batch of a name. */
  public long named(Caller caller, String name) {
    return transactions
        .call(() -> remote.named(caller.userId(), name))
        .map(RemoteBatches.Remote::id)
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Reason.NOT_FOUND,
                    "you have no batch named '" + Checks.shown(name) + "'"));
  }

  /** Gives a batch up; one without jobs is forgotten. */
  public void abort(Caller caller, long id, Instant now) {
    if (!forgotten(caller, id)) {
      batches.cancel(caller, id, now);
    }
  }

  /**
   * Deletes a batch that has ended or was given up.
   *
   * @throws Refused CONFLICT while it runs
   */
  public void retire(Caller caller, long id, Instant now) {
    if (forgotten(caller, id)) {
      return;
    }
    Optional<Batch> batch = transactions.call(() -> stored.withId(id));
    if (batch.filter(some -> some.cancelled() && some.ended().isEmpty()).isPresent()) {
      expire(caller, id, Optional.of(now));
    } else {
      batches.retire(caller, id, now);
    }
  }

  /** Sets when a batch is given up and deleted; empty means never. */
  public void expire(Caller caller, long id, Optional<Instant> when) {
    transactions.run(
        () -> {
          RemoteBatches.Remote batch = remote.withId(id).orElseGet(() -> known(id));
          caller.requireOwner(batch.account(), "this batch");
          remote.expire(id, when);
        });
  }

  /** A batch that did not come by BOINC's way may be deleted by it. */
  private RemoteBatches.Remote known(long id) {
    Batch batch =
        stored
            .withId(id)
            .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "there is no batch " + id));
    RemoteBatches.Remote made =
        new RemoteBatches.Remote(
            id, batch.owner(), batch.app(), batch.name(), batch.created(), Optional.empty(), true);
    remote.add(made);
    return made;
  }

  private boolean forgotten(Caller caller, long id) {
    return transactions.call(
        () -> {
          Optional<RemoteBatches.Remote> announced =
              remote.withId(id).filter(batch -> !batch.submitted());
          announced.ifPresent(batch -> caller.requireOwner(batch.account(), "this batch"));
          announced.ifPresent(batch -> remote.drop(batch.id()));
          return announced.isPresent();
        });
  }
}
