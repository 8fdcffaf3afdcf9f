package org.idlewild.scheduler;

import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.fault.Trap;

/**
 * Kills the server the first time that it passes a point. A thread that outlives the error, such as
 * one that a plug-in runs on, is stopped at the next point: the dead write nothing.
 */
final class KillOnce implements Trap {
  private final Point where;
  private boolean dead;
  private boolean done;

  KillOnce(Point where) {
    this.where = where;
  }

  @Override
  public synchronized void reached(Point point) {
    if (point == where && !done) {
      dead = true;
      done = true;
    }
    if (dead) {
      throw new Killed(where);
    }
  }

  synchronized boolean isDead() {
    return dead;
  }

  /** Whether the server was killed at all. */
  synchronized boolean isDone() {
    return done;
  }

  synchronized void raise() {
    dead = false;
  }
}
