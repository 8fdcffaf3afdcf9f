package org.idlewild.scheduler.dispatch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.idlewild.scheduler.feeder.DispatchBuffer;

/**
 * The results that one request has in hand on this node. Only the write decides who gets one; this
 * keeps requests from waiting for each other's. Used by one thread.
 */
final class Reservations implements AutoCloseable {
  private final DispatchBuffer buffer;
  private final Set<Long> held = new HashSet<>();

  Reservations(DispatchBuffer buffer) {
    this.buffer = buffer;
  }

  /** Takes one in hand; false when another request has it. */
  boolean take(long result) {
    boolean taken = buffer.reserve(result);
    if (taken) {
      held.add(result);
    }
    return taken;
  }

  /** Puts one back that is not sent. */
  void putBack(long result) {
    held.remove(result);
    buffer.release(List.of(result));
  }

  /** Puts everything back; what was sent is no longer unsent in the table by now. */
  @Override
  public void close() {
    buffer.release(held);
    held.clear();
  }
}
