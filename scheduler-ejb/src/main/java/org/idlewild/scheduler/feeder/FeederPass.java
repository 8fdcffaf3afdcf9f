package org.idlewild.scheduler.feeder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Share;

/** Fills the {@link DispatchBuffer} with the most urgent unsent results of the node's share. */
@Singleton
public class FeederPass implements Pass {
  /** Fewer than one request may look through. */
  private static final int LOW = 100;

  private final Transactions transactions;
  private final Results results;
  private final StoredBatches batches;
  private final DispatchBuffer buffer;
  private final DispatchSettings settings;

  @Inject
  public FeederPass(
      Transactions transactions,
      Results results,
      StoredBatches batches,
      DispatchBuffer buffer,
      DispatchSettings settings) {
    this.transactions = transactions;
    this.results = results;
    this.batches = batches;
    this.buffer = buffer;
    this.settings = settings;
  }

  @Override
  public PassName name() {
    return PassName.FEEDER;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Share.WHOLE, limit, now);
  }

  @Override
  public int run(Share share, int limit, Instant now) {
    List<Candidate> unsent = transactions.call(() -> unsent(share));
    // A full buffer is no backlog, so the count never asks for another round.
    return Math.min(buffer.replace(unsent), limit - 1);
  }

  /**
   * The node's own share first. What is left of the others' follows only when that runs low: the
   * hosts of another node may be away.
   */
  private List<Candidate> unsent(Share share) {
    Map<Long, Candidate> found = new LinkedHashMap<>();
    results
        .unsent(share, settings.buffer())
        .forEach(own -> found.put(own.result(), candidate(own)));
    if (found.size() < LOW && !share.isWhole()) {
      results
          .unsent(Share.WHOLE, LOW)
          .forEach(other -> found.putIfAbsent(other.result(), candidate(other)));
    }
    return List.copyOf(found.values());
  }

  private Candidate candidate(Results.Unsent unsent) {
    return new Candidate(
        unsent.result(), unsent.workunit(), unsent.batch(), batches.versionOf(unsent.batch()));
  }
}
