package org.idlewild.assimilator;

/** The answer cannot be taken now; the message says why, in one sentence. */
public final class TryLater extends Exception {
  private static final long serialVersionUID = 1L;

  public TryLater(String message) {
    super(message);
  }
}
