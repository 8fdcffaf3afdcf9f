package org.idlewild.scheduler.plugin;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.idlewild.scheduler.settings.LifecycleSettings;

/**
 * Calls plug-ins on threads of their own, so that one that hangs costs a thread and not the pass.
 * They are not the container's threads: those are few, and a plug-in needs nothing of the
 * container.
 */
@Singleton
public class TimeLimit {
  private final ExecutorService threads;
  private final Duration limit;

  @Inject
  public TimeLimit(LifecycleSettings settings) {
    this.limit = settings.pluginLimit();
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "idlewild-plugin-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Calls a plug-in.
   *
   * @param <X> an answer of the plug-in's that is thrown
   * @throws X that answer
   * @throws Unavailable when there is no answer
   */
  public <T, X extends Exception> T call(Callable<T> plugin, Class<X> answer)
      throws X, Unavailable {
    return call(plugin, answer, limit);
  }

  /** The same with a limit of the caller's. */
  public <T, X extends Exception> T call(Callable<T> plugin, Class<X> answer, Duration limit)
      throws X, Unavailable {
    Future<T> call = threads.submit(plugin);
    try {
      return call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException thrown) {
      if (answer.isInstance(thrown.getCause())) {
        throw answer.cast(thrown.getCause());
      }
      throw new Unavailable("it failed: " + thrown.getCause(), thrown.getCause());
    } catch (TimeoutException slow) {
      call.cancel(true);
      throw new Unavailable("it took longer than " + limit, slow);
    } catch (InterruptedException stopped) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unavailable("the server is stopping", stopped);
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
