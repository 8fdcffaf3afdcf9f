package org.idlewild.scheduler.plugin;

/**
 * A plug-in gave no answer: it asked for another time, threw, or took too long. Tried again by a
 * later pass.
 */
public final class Unavailable extends Exception {
  private static final long serialVersionUID = 1L;

  Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
