package org.idlewild.scheduler.contact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does what several threads ask for at the same time as one piece of work: whoever finds nobody at
 * it does it for all who wait by then, and those who come meanwhile wait for the next. So the more
 * ask, the more are done at once. Threads: any.
 *
 * @param <I> what is asked
 * @param <O> the answer
 */
final class Together<I, O> {
  private final int most;
  private final Function<I, ?> key;
  private final Function<List<I>, List<Supplier<O>>> work;
  private final Queue<Asked> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * Nobody asks yet.
   *
   * @param most so many are done at once
   * @param key of two with equal keys the second waits for the next time
   * @param work does some, and gives an answer or a failure for each, in their order
   */
  Together(int most, Function<I, ?> key, Function<List<I>, List<Supplier<O>>> work) {
    this.most = most;
    this.key = key;
    this.work = work;
  }

  private final class Asked {
    private final I input;
    private final Thread thread = Thread.currentThread();
    private volatile Supplier<O> answer;

    Asked(I input) {
      this.input = input;
    }
  }

  /** Asks; whatever goes wrong with this one is thrown. */
  O call(I input) {
    Asked mine = new Asked(input);
    waiting.add(mine);
    boolean interrupted = false;
    while (mine.answer == null) {
      if (busy.compareAndSet(false, true)) {
        try {
          serve();
        } finally {
          busy.set(false);
          wakeNext();
        }
      } else {
        LockSupport.park(this);
        // The work of others does not end because somebody wants this thread to.
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return mine.answer.get();
  }

  private void wakeNext() {
    Asked next = waiting.peek();
    if (next != null) {
      LockSupport.unpark(next.thread);
    }
  }

  private void serve() {
    List<Asked> some = next();
    if (some.isEmpty()) {
      return;
    }
    List<Supplier<O>> answers;
    try {
      answers = work.apply(some.stream().map(asked -> asked.input).toList());
    } catch (RuntimeException | Error failure) {
      Supplier<O> thrown =
          () -> {
            throw failure;
          };
      some.forEach(asked -> answer(asked, thrown));
      return;
    }
    for (int i = 0; i < some.size(); i++) {
      answer(some.get(i), answers.get(i));
    }
  }

  private void answer(Asked asked, Supplier<O> with) {
    asked.answer = with;
    LockSupport.unpark(asked.thread);
  }

  /** Only whoever is at work takes some out. */
  private List<Asked> next() {
    List<Asked> some = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    for (Iterator<Asked> all = waiting.iterator(); all.hasNext() && some.size() < most; ) {
      Asked asked = all.next();
      if (keys.add(key.apply(asked.input))) {
        some.add(asked);
        all.remove();
      }
    }
    return some;
  }
}
