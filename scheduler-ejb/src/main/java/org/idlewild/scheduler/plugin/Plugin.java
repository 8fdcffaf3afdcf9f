package org.idlewild.scheduler.plugin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One validator or assimilator, and how it has behaved since it was loaded. Each call runs on a
 * thread of its own within a time limit; a plug-in that leaves more than {@link #MOST_LEFT} threads
 * behind, because they take no notice of interrupts or because it started them itself, is switched
 * off. Threads: any.
 *
 * @param <S> what it implements
 */
public final class Plugin<S> {
  /** More threads than this left behind switch a plug-in off. */
  static final int MOST_LEFT = 3;

  private static final Logger LOG = System.getLogger(Plugin.class.getName());

  private final Kind kind;
  private final String name;
  private final String source;
  private final S instance;
  private final TimeLimit limit;
  private final CallThreads threads;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile String lastError = "";
  private volatile boolean off;

  /** One call of a plug-in. */
  @FunctionalInterface
  public interface Ask<S, T> {
    T of(S plugin) throws Exception;
  }

  Plugin(Kind kind, String name, String source, S instance, TimeLimit limit) {
    this.kind = kind;
    this.name = name;
    this.source = source;
    this.instance = instance;
    this.limit = limit;
    this.threads = new CallThreads("idlewild-" + name, instance.getClass().getClassLoader());
  }

  public String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  /**
   * Calls it.
   *
   * @param <X> an answer of the plug-in's that is thrown
   * @throws X that answer
   * @throws Unavailable when there is no answer
   */
  public <T, X extends Exception> T call(Ask<S, T> ask, Class<X> answer) throws X, Unavailable {
    return call(ask, answer, limit.limit());
  }

  /** The same with a limit of the caller's. */
  public <T, X extends Exception> T call(Ask<S, T> ask, Class<X> answer, Duration most)
      throws X, Unavailable {
    if (off) {
      throw new Unavailable("it is switched off: " + lastError, null);
    }
    calls.incrementAndGet();
    Callable<T> work = () -> ask.of(instance);
    try {
      return limit.call(threads, work, answer, most);
    } catch (Unavailable failure) {
      note(failure);
      throw failure;
    } finally {
      watch();
    }
  }

  private void note(Unavailable failure) {
    if (kind.isWish(failure.getCause())) {
      return;
    }
    failures.incrementAndGet();
    if (!failure.getMessage().equals(lastError)) {
      lastError = failure.getMessage();
      LOG.log(Level.WARNING, this + " gave no answer: " + lastError);
    }
  }

  private void watch() {
    int left = threads.left();
    if (left > MOST_LEFT && !off) {
      off = true;
      lastError = left + " threads that it left behind do not end";
      LOG.log(Level.ERROR, this + " is switched off: " + lastError);
    }
  }

  /** Gives it another chance; what it left behind so far is forgiven, though it stays. */
  void on() {
    threads.forgive();
    off = false;
  }

  /** Nobody calls it any more. */
  void retire() {
    threads.interrupt();
  }

  PluginReport report() {
    return new PluginReport(
        kind,
        name,
        source,
        off ? PluginReport.State.OFF : PluginReport.State.ON,
        lastError,
        calls.get(),
        failures.get(),
        threads.alive());
  }

  @Override
  public String toString() {
    return "the plug-in " + name + " (" + kind + ", " + source + ")";
  }
}
