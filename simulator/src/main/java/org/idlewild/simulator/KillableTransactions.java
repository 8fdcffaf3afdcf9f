package org.idlewild.simulator;

import java.util.function.Supplier;
import org.idlewild.scheduler.store.TransactionRunner;
import org.idlewild.standalone.PlainPersistence;

/**
 * Transactions at whose ends the server can be killed: just before a commit, or just after. A dead
 * server begins no other, on whichever thread.
 */
final class KillableTransactions extends TransactionRunner {
  private final PlainPersistence persistence;
  private int left = Integer.MAX_VALUE;
  private boolean committed;
  private boolean dead;

  KillableTransactions(PlainPersistence persistence) {
    this.persistence = persistence;
  }

  /** Kills the server at the end of so many transactions from now. */
  void killAfter(int transactions, boolean onceCommitted) {
    dead = false;
    left = transactions;
    committed = onceCommitted;
  }

  /** Whether the server was killed, whoever took the {@link Crash} for something else. */
  boolean isDead() {
    return dead;
  }

  private Crash die() {
    dead = true;
    return new Crash();
  }

  @Override
  public <T> T run(Supplier<T> work) {
    if (dead) {
      throw new Crash();
    }
    T done =
        persistence.inTransaction(
            () -> {
              T result = work.get();
              if (left == 1 && !committed) {
                throw die();
              }
              return result;
            });
    left--;
    if (left == 0 && committed) {
      throw die();
    }
    return done;
  }
}
