package org.idlewild.scheduler.feeder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;

/** Fills the {@link DispatchBuffer} with the most urgent unsent results. */
@Singleton
public class FeederPass implements Pass {
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
    List<Candidate> unsent =
        transactions.call(
            () -> results.unsent(settings.buffer()).stream().map(this::candidate).toList());
    Faults.at(Point.FEEDER_READ);
    // A full buffer is no backlog, so the count never asks for another round.
    return Math.min(buffer.replace(unsent), limit - 1);
  }

  private Candidate candidate(Results.Unsent unsent) {
    return new Candidate(
        unsent.result(), unsent.workunit(), unsent.batch(), batches.versionOf(unsent.batch()));
  }
}
