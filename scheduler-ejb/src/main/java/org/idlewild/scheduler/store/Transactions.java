package org.idlewild.scheduler.store;

import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs work in transactions. Threads: any. */
@Singleton
public class Transactions {
  private static final int TRIES = 6;

  private final TransactionRunner runner;

  @Inject
  public Transactions(TransactionRunner runner) {
    this.runner = runner;
  }

  /**
   * Runs the work in a transaction; when it meets somebody else's write it is undone and done
   * again.
   */
  public <T> T call(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (RuntimeException failure) {
        if (attempt == TRIES || !isConflict(failure)) {
          throw failure;
        }
        // Undone as a whole, so doing it again from the start is safe.
      }
    }
  }

  /** The same for work that returns nothing. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  /** Runs the work in a transaction, once. */
  public <T> T once(Supplier<T> work) {
    try {
      return runner.run(work);
    } catch (EJBException wrapped) {
      throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
    }
  }

  /** Whether somebody else's write came first, so that doing it again can help. */
  public static boolean isConflict(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(Transactions::saysConflict);
  }

  private static boolean saysConflict(Throwable cause) {
    if (cause instanceof OptimisticLockException || cause instanceof PessimisticLockException) {
      return true;
    }
    return cause instanceof SQLException failure && isConflict(failure);
  }

  /**
   * 40 is a deadlock or serialisation failure, 23 a key that came first, HYT00 and 1205 a lock not
   * got.
   */
  private static boolean isConflict(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return state.startsWith("40")
        || state.startsWith("23")
        || state.equals("HYT00")
        || failure.getErrorCode() == 1205
        || failure.getErrorCode() == 1020;
  }
}
