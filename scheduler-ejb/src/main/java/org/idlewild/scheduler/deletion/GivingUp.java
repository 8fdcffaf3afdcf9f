package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.settings.BatchSettings;
import org.idlewild.scheduler.store.ArrivingBatches;
import org.idlewild.scheduler.store.GivenUpBatches;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;

/**
 * Gives up batches whose lines stopped coming, and the workunits of large batches that were given
 * up, each time some.
 */
@Singleton
class GivingUp {
  private static final int BATCHES = 10;

  /** So many rows are no burden to the transactions beside this one. */
  private static final int WORKUNITS = 2000;

  private final Transactions transactions;
  private final ArrivingBatches arriving;
  private final StoredBatches batches;
  private final GivenUpBatches givenUp;
  private final BatchSettings settings;

  @Inject
  GivingUp(
      Transactions transactions,
      ArrivingBatches arriving,
      StoredBatches batches,
      GivenUpBatches givenUp,
      BatchSettings settings) {
    this.transactions = transactions;
    this.arriving = arriving;
    this.batches = batches;
    this.givenUp = givenUp;
    this.settings = settings;
  }

  /** How many workunits were looked at, and batches given up. */
  int run(Instant now) {
    Instant since = now.minus(settings.arrivalPatience());
    int done = 0;
    for (long batch : transactions.call(() -> arriving.silent(BATCHES, since))) {
      done += transactions.call(() -> batches.cancel(batch, now)) ? 1 : 0;
    }
    List<Long> due = transactions.call(() -> givenUp.due(BATCHES));
    for (long batch : due) {
      done += transactions.call(() -> givenUp.some(batch, WORKUNITS, now));
    }
    return done;
  }
}
