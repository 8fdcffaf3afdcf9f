package org.idlewild.scheduler.validation;

/** A validator says two things at once; nothing that it says can be used. */
final class Contradiction extends Exception {
  private static final long serialVersionUID = 1L;

  Contradiction(String message) {
    super("the validator contradicts itself: " + message);
  }
}
