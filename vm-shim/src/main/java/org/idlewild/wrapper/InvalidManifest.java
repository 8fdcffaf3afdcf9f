package org.idlewild.wrapper;

/** A manifest that is not as it was written, or whose seal does not hold; the message says why. */
public final class InvalidManifest extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param reason one sentence
   */
  public InvalidManifest(String reason) {
    super(reason);
  }
}
