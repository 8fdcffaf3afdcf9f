package org.idlewild.scheduler.fault;

/** What happens when the server passes a {@link Point}. Called on any thread. */
@FunctionalInterface
public interface Trap {
  /** Returns, and the server goes on; or throws, waits, or ends the process. */
  void reached(Point point);
}
