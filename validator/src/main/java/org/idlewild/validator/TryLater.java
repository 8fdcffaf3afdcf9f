package org.idlewild.validator;

/** The outputs cannot be judged now; the message says why, in one sentence. */
public final class TryLater extends Exception {
  private static final long serialVersionUID = 1L;

  public TryLater(String message) {
    super(message);
  }

  public TryLater(String message, Throwable cause) {
    super(message, cause);
  }
}
