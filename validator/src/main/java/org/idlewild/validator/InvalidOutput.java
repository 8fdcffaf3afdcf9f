package org.idlewild.validator;

/** The outputs can never be right; the message says why, in one sentence. */
public final class InvalidOutput extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidOutput(String message) {
    super(message);
  }
}
