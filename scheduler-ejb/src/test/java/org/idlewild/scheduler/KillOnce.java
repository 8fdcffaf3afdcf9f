package org.idlewild.scheduler;

import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.fault.Trap;

/**
 * Kills the server when it passes a point for the N-th time. A thread that outlives the error, such
 * as one that a plug-in runs on, is stopped at the next point: the dead write nothing.
 */
final class KillOnce implements Trap {
  private final Point where;
  private int passesLeft;
  private boolean dead;

  /** Never kills. */
  KillOnce() {
    this(null, 0);
  }

  /**
   * Kills.
   *
   * @param pass 1 for the first time
   */
  KillOnce(Point where, int pass) {
    this.where = where;
    this.passesLeft = pass;
  }

  @Override
  public synchronized void reached(Point point) {
    if (point == where && !dead && passesLeft > 0) {
      passesLeft--;
      dead = passesLeft == 0;
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
    return passesLeft == 0;
  }

  synchronized void raise() {
    dead = false;
  }
}
