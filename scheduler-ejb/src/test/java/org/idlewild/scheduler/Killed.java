package org.idlewild.scheduler;

import org.idlewild.scheduler.fault.Point;

/** What stands for SIGKILL: an error that nothing catches, thrown at a point. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed(Point point) {
    super("killed at " + point);
  }
}
