package org.idlewild.simulator;

import org.idlewild.simulator.invariants.Violation;

/** Ends a run: something that must hold does not. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  Broken(Violation violation) {
    super(violation.toString());
    this.violation = violation;
  }

  Violation violation() {
    return violation;
  }
}
