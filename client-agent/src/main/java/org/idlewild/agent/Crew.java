package org.idlewild.agent;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleSupplier;
import org.idlewild.agent.files.ByteSink;
import org.idlewild.agent.files.Download;
import org.idlewild.agent.files.FileCache;
import org.idlewild.agent.sandbox.Sandbox;
import org.idlewild.agent.sandbox.Sandboxes;
import org.idlewild.agent.task.Task;

/**
 * What tasks need to get on.
 *
 * @param stores where files are and go
 * @param sandboxes where programs run, by their platforms
 * @param hands who does what takes time
 * @param timing the clock and the dice
 * @param wake to be called when something ended that the loop waits for
 */
record Crew(Stores stores, Sandboxes sandboxes, Hands hands, Timing timing, Runnable wake) {

  /** Where a task's program runs, or would run if this machine could run it. */
  Sandbox sandbox(Task task) {
    return task.platform().flatMap(sandboxes::forPlatform).orElse(sandboxes.available().get(0));
  }

  /**
   * Where files are and go.
   *
   * @param folder the data folder
   * @param cache downloaded files
   * @param downloads fetches them
   * @param sink takes outputs
   * @param checkpoints takes checkpoints
   */
  record Stores(
      DataFolder folder,
      FileCache cache,
      Download downloads,
      ByteSink sink,
      ByteSink checkpoints) {}

  /**
   * Threads that do not keep the agent alive.
   *
   * @param transfers wait for the network
   * @param disk read and write files, and start programs; never wait for the network
   * @param poll waits for the scheduler
   */
  record Hands(ExecutorService transfers, ExecutorService disk, ExecutorService poll) {
    private static final int TRANSFERS = 4;
    private static final int DISK_WORKERS = 2;

    static Hands daemon() {
      return new Hands(
          workers(TRANSFERS, "transfer"), workers(DISK_WORKERS, "disk"), workers(1, "poll"));
    }

    private static ExecutorService workers(int count, String name) {
      return Executors.newFixedThreadPool(
          count,
          work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
          });
    }

    /** Breaks off what waits for the network; lets what is on the disk come to its end. */
    void close() {
      transfers.shutdownNow();
      poll.shutdownNow();
      disk.shutdown();
    }
  }

  /**
   * The clock and the dice.
   *
   * @param clock tells the time
   * @param random from 0 to 1
   */
  record Timing(InstantSource clock, DoubleSupplier random) {}
}
