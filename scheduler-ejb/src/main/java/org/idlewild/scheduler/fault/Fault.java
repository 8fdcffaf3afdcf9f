package org.idlewild.scheduler.fault;

/** The failure that {@code idlewild.fault.fail-at} asked for. */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Fault(Point point) {
    super("a failure was asked for at " + point + ": " + point.sentence());
  }
}
