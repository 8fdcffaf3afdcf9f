package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.RemoteBatches;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.work.Batch;

/** Gives up and deletes batches whose submitters said until when they want them. */
@Singleton
class Expiry {
  /** Nobody will bring the jobs of a batch that was announced so long ago. */
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  /** A batch that was given up needs a moment to end. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final RemoteBatches remote;
  private final StoredBatches batches;
  private final Archives archives;

  @Inject
  Expiry(RemoteBatches remote, StoredBatches batches, Archives archives) {
    this.remote = remote;
    this.batches = batches;
    this.archives = archives;
  }

  /** To be called in a transaction; how many batches were given up or deleted. */
  int run(int limit, Instant now) {
    int done = 0;
    for (RemoteBatches.Remote due : remote.expired(limit, now.minus(FORGOTTEN), now)) {
      done += due.submitted() ? end(due.id(), now) : forget(due.id());
    }
    return done;
  }

  private int forget(long id) {
    remote.drop(id);
    return 1;
  }

  private int end(long id, Instant now) {
    boolean ended = batches.withId(id).flatMap(Batch::ended).isPresent();
    if (ended) {
      archives.retire(id, now);
      remote.expire(id, Optional.empty());
      return 1;
    }
    remote.expire(id, Optional.of(now.plus(AGAIN)));
    return batches.cancel(id, now) ? 1 : 0;
  }
}
