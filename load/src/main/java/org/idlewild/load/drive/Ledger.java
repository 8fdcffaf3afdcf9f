package org.idlewild.load;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was sent to whom, and what the server said to hold for good. Threads: any. */
final class Ledger {
  private final Map<Long, Integer> sent = new ConcurrentHashMap<>();
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final LongAdder twice = new LongAdder();

  /** Notes what a request of a host came to. */
  void note(int host, SimulatedHost.Turn turn) {
    if (turn.reported() != 0) {
      acknowledged.add(turn.reported());
    }
    if (turn.sent() != 0) {
      Integer before = sent.putIfAbsent(turn.sent(), host);
      if (before != null && before != host) {
        twice.increment();
      }
    }
  }

  /** How many results were sent to more than one host. */
  long twice() {
    return twice.sum();
  }

  int sent() {
    return sent.size();
  }

  /** The results that the server said to hold. */
  Set<Long> acknowledged() {
    return acknowledged;
  }
}
