package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Backlogs;
import org.idlewild.scheduler.store.ResultPages;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** How much there is of everything. Threads: any. */
@Singleton
public class Counts {
  private final Transactions transactions;
  private final ResultPages results;
  private final Backlogs backlogs;

  @Inject
  Counts(Transactions transactions, ResultPages results, Backlogs backlogs) {
    this.transactions = transactions;
    this.results = results;
    this.backlogs = backlogs;
  }

  /** The results of the caller's batches; of all for an operator. */
  public ResultCounts results(Caller caller) {
    return transactions.call(
        () ->
            new ResultCounts(
                results.counts(ServerState.class, caller.scope()),
                results.counts(Outcome.class, caller.scope()),
                results.counts(ValidateState.class, caller.scope())));
  }

  /** What waits at this time. */
  public Backlog backlog(Instant now) {
    return transactions.call(
        () ->
            new Backlog(
                Backlogs.CAP,
                backlogs.results(ServerState.UNSENT),
                backlogs.results(ServerState.IN_PROGRESS),
                backlogs.due(now),
                backlogs.toValidate(),
                backlogs.toAssimilate(),
                backlogs.outputsToDelete(),
                backlogs.hosts(),
                backlogs.lag(now).toMillis() / 1000.0));
  }
}
