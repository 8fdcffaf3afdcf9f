package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** How much there is of everything. Threads: any. */
@Singleton
public class Counts {
  private final Transactions transactions;
  private final Results results;
  private final Workunits workunits;
  private final Hosts hosts;

  @Inject
  Counts(Transactions transactions, Results results, Workunits workunits, Hosts hosts) {
    this.transactions = transactions;
    this.results = results;
    this.workunits = workunits;
    this.hosts = hosts;
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
        () -> {
          Workunits.Backlog waiting = workunits.backlog(now);
          return new Backlog(
              results.count(ServerState.UNSENT),
              results.count(ServerState.IN_PROGRESS),
              waiting.transition(),
              waiting.validate(),
              waiting.assimilate(),
              waiting.delete(),
              hosts.count());
        });
  }
}
