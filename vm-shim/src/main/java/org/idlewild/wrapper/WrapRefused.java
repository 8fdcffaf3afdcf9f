package org.idlewild.wrapper;

/** Programs that are not wrapped; the message names the file and the reason, in one sentence. */
public final class WrapRefused extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param reason one sentence
   */
  public WrapRefused(String reason) {
    super(reason);
  }

  WrapRefused(String file, MalformedProgram cause) {
    super(file + ": " + cause.getMessage(), cause);
  }
}
