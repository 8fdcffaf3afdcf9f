package org.idlewild.agent.sandbox;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes, all from one thread that lives as long as the agent.
 *
 * <p>Linux tells a process of its parent's death when the parent's thread ends that started it, not
 * the parent itself.
 */
public class Spawner {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread spawner = new Thread(work, "spawner");
            spawner.setDaemon(true);
            return spawner;
          });

  /** Starts a process. */
  public Process start(ProcessBuilder builder) throws IOException {
    try {
      return thread.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException("The program could not be started.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The agent was stopped while it started a program.", e);
    }
  }
}
