package org.idlewild.simulator;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs many seeds on several threads, each with a database of its own, and tells of them in their
 * order: nobody sees how many threads there were.
 */
public final class Campaign implements AutoCloseable {
  /** So many seeds of each thread may wait for one before them. */
  private static final int AHEAD = 8;

  private final Options options;
  private final int threads;
  private final ExecutorService executor;
  private final Queue<Simulator> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param threads 1 or more
   */
  public Campaign(Options options, int threads) {
    this.options = options;
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /**
   * Runs seeds.
   *
   * @param from the first
   * @param to the last
   * @param told hears of each run, in the order of the seeds, on the caller's thread
   */
  public void run(long from, long to, Consumer<Run> told) {
    Queue<Future<Run>> begun = new ArrayDeque<>();
    for (long seed = from; seed <= to; seed++) {
      long next = seed;
      begun.add(executor.submit(() -> one(next)));
      if (begun.size() == AHEAD * threads) {
        told.accept(done(begun.remove()));
      }
    }
    begun.forEach(run -> told.accept(done(run)));
  }

  private Run one(long seed) throws IOException, SQLException {
    Simulator ready = idle.poll();
    Simulator simulator = ready == null ? new Simulator() : ready;
    Run run = simulator.run(seed, options);
    idle.add(simulator);
    return run;
  }

  private static Run done(Future<Run> run) {
    try {
      return run.get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the simulation was interrupted", stopped);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    executor.shutdownNow();
    for (Simulator simulator : idle) {
      simulator.close();
    }
  }
}
