package org.idlewild.scheduler.daemon;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.quartz.spi.ThreadPool;

/**
 * Lets Quartz run its jobs on the container's threads, where transactions and names are known.
 * Public because Quartz sets its names by reflection.
 */
public final class ContainerThreads implements ThreadPool {
  private final ExecutorService threads;
  private final int size;
  private final Semaphore free;

  public ContainerThreads(ExecutorService threads, int size) {
    this.threads = threads;
    this.size = size;
    this.free = new Semaphore(size);
  }

  @Override
  public boolean runInThread(Runnable work) {
    if (!free.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(
          () -> {
            try {
              work.run();
            } finally {
              free.release();
            }
          });
      return true;
    } catch (RejectedExecutionException stopping) {
      free.release();
      return false;
    }
  }

  /** Quartz asks from its own thread and wants at least one. */
  @Override
  public int blockForAvailableThreads() {
    free.acquireUninterruptibly();
    free.release();
    return Math.max(1, free.availablePermits());
  }

  @Override
  public void shutdown(boolean waitForJobsToComplete) {
    if (waitForJobsToComplete) {
      free.acquireUninterruptibly(size);
      free.release(size);
    }
  }

  @Override
  public int getPoolSize() {
    return size;
  }

  @Override
  public void initialize() {
    // Made ready by the constructor.
  }

  @Override
  public void setInstanceId(String id) {
    // The threads have names already.
  }

  @Override
  public void setInstanceName(String name) {
    // The threads have names already.
  }
}
