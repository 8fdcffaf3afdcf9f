package org.idlewild.scheduler.plugin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.idlewild.scheduler.settings.LifecycleSettings;

/**
 * Calls plug-ins on threads of their own, so that one that hangs costs a thread and not the pass.
 * They are not the container's threads: those are few, and a plug-in needs nothing of the
 * container. Each call has a new thread, so nothing that a plug-in ties to its thread outlives it.
 */
@Singleton
public class TimeLimit {
  private static final int LONGEST = 300;
  private static final Duration LOADING = Duration.ofMinutes(1);

  private final Duration limit;

  @Inject
  public TimeLimit(LifecycleSettings settings) {
    this.limit = settings.pluginLimit();
  }

  Duration limit() {
    return limit;
  }

  /**
   * Calls a plug-in.
   *
   * @param <X> an answer of the plug-in's that is thrown
   * @throws X that answer
   * @throws Unavailable when there is no answer
   */
  <T, X extends Exception> T call(CallThreads threads, Callable<T> plugin, Class<X> answer)
      throws X, Unavailable {
    return call(threads, plugin, answer, limit);
  }

  /** Reads plug-ins' classes and makes them, which has a limit of its own. */
  <T, X extends Exception> T load(CallThreads threads, Callable<T> plugins, Class<X> answer)
      throws X, Unavailable {
    return call(threads, plugins, answer, LOADING);
  }

  /** The same with a limit of the caller's. */
  <T, X extends Exception> T call(
      CallThreads threads, Callable<T> plugin, Class<X> answer, Duration most)
      throws X, Unavailable {
    FutureTask<T> call = new FutureTask<>(plugin);
    Thread thread = threads.start(call);
    try {
      return call.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException thrown) {
      if (answer.isInstance(thrown.getCause())) {
        throw answer.cast(thrown.getCause());
      }
      throw new Unavailable("it failed: " + said(thrown.getCause()), thrown.getCause());
    } catch (TimeoutException slow) {
      call.cancel(true);
      throw new Unavailable("it took longer than " + most, slow);
    } catch (InterruptedException stopped) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unavailable("the server is stopping", stopped);
    } finally {
      threads.end(thread);
    }
  }

  /** What was thrown on purpose has a sentence; of anything else the kind says most. */
  private static String said(Throwable cause) {
    boolean meant = cause instanceof Exception && !(cause instanceof RuntimeException);
    String text = meant && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
