package org.idlewild.scheduler.store;

import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused;

/** Runs work in transactions. Threads: any. */
@Singleton
public class Transactions {
  private static final Logger LOG = System.getLogger(Transactions.class.getName());
  private static final int TRIES = 6;

  private final TransactionRunner runner;

  @Inject
  public Transactions(TransactionRunner runner) {
    this.runner = runner;
  }

  /**
   * Runs the work in a transaction; when it meets somebody else's write it is undone and done
   * again.
   *
   * @throws Refused BUSY while the database serves nobody
   */
  public <T> T call(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (RuntimeException failure) {
        if (Outage.isOfDatabase(failure)) {
          throw Outage.ofDatabase(failure);
        }
        if (attempt == TRIES && isOvertaken(failure)) {
          throw Outage.ofCrowd(failure);
        }
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

  /**
   * Does a pass's rows together in one transaction; when that fails, each alone, so that one bad
   * row does not stop the others. The same is tried again when it meets somebody else's write.
   *
   * @return how many rows were done
   */
  public int each(List<Long> ids, Consumer<List<Long>> work) {
    return each(ids, work, id -> {});
  }

  /**
   * The same.
   *
   * @param failed is told, outside of any transaction, which rows could not be done
   */
  public int each(List<Long> ids, Consumer<List<Long>> work, LongConsumer failed) {
    if (ids.isEmpty()) {
      return 0;
    }
    try {
      call(
          () -> {
            work.accept(ids);
            return true;
          });
      return ids.size();
    } catch (RuntimeException failure) {
      if (Outage.isOfDatabase(failure)) {
        throw Outage.ofDatabase(failure);
      }
      LOG.log(Level.DEBUG, "doing the rows one by one", failure);
      return (int) ids.stream().filter(id -> alone(id, work, failed)).count();
    }
  }

  private boolean alone(long id, Consumer<List<Long>> work, LongConsumer failed) {
    try {
      run(() -> work.accept(List.of(id)));
      return true;
    } catch (RuntimeException failure) {
      if (Outage.isOfDatabase(failure)) {
        throw failure;
      }
      LOG.log(Level.WARNING, "row " + id + " could not be done; a later pass tries again", failure);
      failed.accept(id);
      return false;
    }
  }

  /** Runs the work in a transaction, once. */
  public <T> T once(Supplier<T> work) {
    try {
      return runner.run(work);
    } catch (EJBException wrapped) {
      throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
    }
  }

  /** To be thrown in a transaction that met somebody else's write: it is undone and done again. */
  public static RuntimeException overtaken(String why) {
    return new OptimisticLockException(why);
  }

  /** Whether somebody else's write came first, so that doing it again can help. */
  public static boolean isConflict(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(Transactions::saysConflict);
  }

  /** Whether the row was written by somebody else since it was read. */
  private static boolean isOvertaken(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(OptimisticLockException.class::isInstance);
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
