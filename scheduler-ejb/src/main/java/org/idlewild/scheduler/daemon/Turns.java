package org.idlewild.scheduler.daemon;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.idlewild.work.Slice;

/**
 * Lets each pass run once at a time on this node, whoever asks: the timer, a wake, a person.
 * Whoever asks while it runs gets one more run, however many they are. Threads: any.
 */
@Singleton
public class Turns {
  private final PassRunner runner;
  private final Supplier<Slice> slice;
  private final Map<PassName, Turn> turns = new EnumMap<>(PassName.class);
  private volatile Executor threads = Runnable::run;
  private volatile Executor later = run -> {};
  private volatile Executor rested = Runnable::run;

  @Inject
  Turns(PassRunner runner, Slices slices) {
    this(runner, slices::mine);
  }

  Turns(PassRunner runner, Supplier<Slice> slice) {
    this.runner = runner;
    this.slice = slice;
    for (PassName name : PassName.values()) {
      turns.put(name, new Turn());
    }
  }

  /** What was asked for since the last run began. */
  private static final class Turn {
    private boolean taken;
    private boolean asked;
    private boolean rest;
    private boolean awaitsLook;
    private List<CompletableFuture<Integer>> byHand = new ArrayList<>();
  }

  /**
   * Where passes run from now on.
   *
   * @param container at once
   * @param look after a moment: long enough for the other nodes to do their slice
   * @param rest after a little rest: what comes meanwhile is done together
   */
  void connect(Executor container, Executor look, Executor rest) {
    threads = container;
    later = look;
    rested = rest;
  }

  /** Starts no more runs and waits for those under way, so long at most. */
  void stop(Duration patience) {
    threads =
        run -> {
          throw new RejectedExecutionException("the server is stopping");
        };
    long end = System.nanoTime() + patience.toNanos();
    for (Turn turn : turns.values()) {
      synchronized (turn) {
        try {
          for (long left = millis(end); turn.taken && left > 0; left = millis(end)) {
            turn.wait(left);
          }
        } catch (InterruptedException hurried) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private static long millis(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  /** Runs a pass here and now for all nodes, unless it runs or is about to. */
  void now(PassName name) {
    Turn turn = turns.get(name);
    synchronized (turn) {
      turn.asked = true;
      turn.rest = true;
      if (turn.taken) {
        return;
      }
      turn.taken = true;
    }
    run(name, turn);
  }

  /**
   * Runs a pass soon, on another thread, over this node's slice. What made somebody ask may belong
   * to another node, which nobody woke; so a moment later follows a look at what is left of all.
   */
  void soon(PassName name) {
    soon(name, false);
    if (!name.isEveryNodes() && !slice.get().isWhole()) {
      look(name);
    }
  }

  private void look(PassName name) {
    Turn turn = turns.get(name);
    synchronized (turn) {
      if (turn.awaitsLook) {
        return;
      }
      turn.awaitsLook = true;
    }
    try {
      later.execute(
          () -> {
            synchronized (turn) {
              turn.awaitsLook = false;
            }
            soon(name, true);
          });
    } catch (RejectedExecutionException stopping) {
      // Nothing has to be looked at any more.
    }
  }

  private void soon(PassName name, boolean rest) {
    Turn turn = turns.get(name);
    synchronized (turn) {
      turn.asked = true;
      turn.rest |= rest;
      if (turn.taken) {
        return;
      }
      turn.taken = true;
    }
    submit(name, turn);
  }

  /** Runs one round of a pass even when it is paused; the answer is how many rows that did. */
  CompletableFuture<Integer> byHand(PassName name) {
    Turn turn = turns.get(name);
    CompletableFuture<Integer> rows = new CompletableFuture<>();
    synchronized (turn) {
      turn.byHand.add(rows);
      if (turn.taken) {
        return rows;
      }
      turn.taken = true;
    }
    submit(name, turn);
    return rows;
  }

  private void submit(PassName name, Turn turn) {
    try {
      threads.execute(() -> run(name, turn));
    } catch (RejectedExecutionException stopping) {
      release(turn);
    }
  }

  private static void release(Turn turn) {
    synchronized (turn) {
      turn.taken = false;
      turn.notifyAll();
    }
  }

  private void run(PassName name, Turn turn) {
    boolean asked;
    boolean rest;
    List<CompletableFuture<Integer>> hands;
    synchronized (turn) {
      asked = turn.asked;
      rest = turn.rest;
      hands = turn.byHand;
      turn.asked = false;
      turn.rest = false;
      turn.byHand = new ArrayList<>();
    }
    try {
      hands.forEach(hand -> complete(hand, name));
      if (asked) {
        run(name, rest);
      }
    } finally {
      end(name, turn);
    }
  }

  private void run(PassName name, boolean rest) {
    Slice mine = slice.get();
    runner.run(name, mine);
    if (rest && !mine.isWhole() && !name.isEveryNodes()) {
      runner.rest(name);
    }
  }

  private void complete(CompletableFuture<Integer> hand, PassName name) {
    try {
      hand.complete(runner.byHand(name, name.isEveryNodes() ? slice.get() : Slice.WHOLE));
    } catch (RuntimeException failure) {
      hand.completeExceptionally(failure);
    }
  }

  /**
   * A pass rests after each run, so that on a busy server it finds many rows instead of running for
   * each. The next run is another task, so that one busy pass does not keep a thread from the
   * others.
   */
  private void end(PassName name, Turn turn) {
    try {
      rested.execute(() -> next(name, turn));
    } catch (RejectedExecutionException stopping) {
      release(turn);
    }
  }

  private void next(PassName name, Turn turn) {
    synchronized (turn) {
      if (!turn.asked && turn.byHand.isEmpty()) {
        release(turn);
        return;
      }
    }
    submit(name, turn);
  }
}
