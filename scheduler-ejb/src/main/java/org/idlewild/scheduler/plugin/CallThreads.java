package org.idlewild.scheduler.plugin;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads in which one plug-in is called, each for one call, and those that it starts itself:
 * all are in one group, so that what is left when a call ended can be counted.
 */
final class CallThreads {
  /** How long a thread may take to end when its call is over. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final ThreadGroup group;
  private final ClassLoader loader;
  private final AtomicInteger number = new AtomicInteger();
  private final Set<Thread> calling = ConcurrentHashMap.newKeySet();
  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();
  private final Set<Thread> forgiven = ConcurrentHashMap.newKeySet();

  CallThreads(String name, ClassLoader loader) {
    this.group = new ThreadGroup(name);
    this.loader = loader;
  }

  Thread start(Runnable call) {
    Thread thread =
        new Thread(group, call, "%s-%d".formatted(group.getName(), number.incrementAndGet()));
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    calling.add(thread);
    thread.start();
    return thread;
  }

  /** Waits a little for a thread whose call is over. */
  void end(Thread thread) {
    await(thread, GRACE);
    calling.remove(thread);
  }

  /** How many threads do not end although no call needs them; waits a little for new ones. */
  int left() {
    List<Thread> fresh = here().stream().filter(thread -> !seen.contains(thread)).toList();
    fresh.forEach(thread -> await(thread, GRACE.dividedBy(fresh.size())));
    List<Thread> left = here();
    seen.retainAll(left);
    seen.addAll(left);
    return left.size();
  }

  /** How many threads no call needs, forgiven ones among them. */
  int alive() {
    return (int) Arrays.stream(all()).filter(thread -> !calling.contains(thread)).count();
  }

  void forgive() {
    forgiven.removeIf(thread -> !thread.isAlive());
    forgiven.addAll(here());
  }

  void interrupt() {
    group.interrupt();
  }

  private List<Thread> here() {
    return Arrays.stream(all())
        .filter(Thread::isAlive)
        .filter(thread -> !calling.contains(thread) && !forgiven.contains(thread))
        .toList();
  }

  private Thread[] all() {
    Thread[] room = new Thread[group.activeCount() + 16];
    return Arrays.copyOf(room, group.enumerate(room));
  }

  private static void await(Thread thread, Duration time) {
    try {
      thread.join(Math.max(1, time.toMillis()));
    } catch (InterruptedException stopped) {
      // The server stops and does not wait; its own thread must still hear of it.
      Thread.currentThread().interrupt();
    }
  }
}
