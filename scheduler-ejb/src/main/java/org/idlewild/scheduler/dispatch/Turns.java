package org.idlewild.scheduler.dispatch;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.idlewild.work.Shares;

/**
 * Whose turn it is on this node. Each node divides what it gives out fairly, and so all together
 * do; after a start everybody begins anew. Threads: any.
 */
@Singleton
class Turns {
  private final AtomicReference<Shares> shares = new AtomicReference<>(Shares.NEW);

  /** The queues that have something waiting, the one whose turn it is first. */
  List<Long> order(Set<Long> waiting) {
    return shares.updateAndGet(before -> before.waiting(waiting)).order();
  }

  /** A result of a queue was sent. */
  void served(long queue, int weight) {
    shares.updateAndGet(before -> before.served(queue, weight));
  }
}
