package org.idlewild.agent.sandbox;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;

/**
 * The threads that watch over running programs.
 *
 * @param timer takes the looks
 * @param nanoTime a clock that only goes forward
 */
public record Watches(ScheduledExecutorService timer, LongSupplier nanoTime) {
  private static final System.Logger LOG = System.getLogger(Watches.class.getName());

  /** Makes threads that do not keep the agent alive. */
  public static Watches daemon() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, work -> thread(work, "watch"));
    timer.setRemoveOnCancelPolicy(true);
    return new Watches(timer, System::nanoTime);
  }

  /**
   * Runs a reader on a thread of its own; a failure ends the reading, for the pipe is gone then.
   */
  public CompletableFuture<Void> read(Reader reader, String name) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable work =
        () -> {
          try {
            reader.read();
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Reading " + name + " ended early.", e);
          } finally {
            done.complete(null);
          }
        };
    thread(work, name).start();
    return done;
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Something that reads to the end. */
  public interface Reader {
    /** Reads. */
    void read() throws IOException;
  }
}
