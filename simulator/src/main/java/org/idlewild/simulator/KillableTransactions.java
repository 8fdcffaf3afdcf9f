package org.idlewild.simulator;

import java.util.function.Supplier;
import org.idlewild.scheduler.store.TransactionRunner;
import org.idlewild.standalone.PlainPersistence;

/** Transactions at whose ends the server can be killed: just before a commit, or just after. */
final class KillableTransactions extends TransactionRunner {
  private final PlainPersistence persistence;
  private int left = Integer.MAX_VALUE;
  private boolean committed;

  KillableTransactions(PlainPersistence persistence) {
    this.persistence = persistence;
  }

  /** Kills the server at the end of so many transactions from now. */
  void killAfter(int transactions, boolean onceCommitted) {
    left = transactions;
    committed = onceCommitted;
  }

  @Override
  public <T> T run(Supplier<T> work) {
    T done =
        persistence.inTransaction(
            () -> {
              T result = work.get();
              if (left == 1 && !committed) {
                throw new Crash();
              }
              return result;
            });
    left--;
    if (left == 0 && committed) {
      throw new Crash();
    }
    return done;
  }
}
