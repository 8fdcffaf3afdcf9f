package org.idlewild.assimilator;

import java.time.Duration;
import java.util.Optional;

/** The answer cannot be taken now; the message says why, in one sentence. */
public final class TryLater extends Exception {
  private static final long serialVersionUID = 1L;

  /** Null when the server may choose. */
  private final Duration wait;

  /** To be tried again when the server thinks best: later after each failure. */
  public TryLater(String message) {
    super(message);
    this.wait = null;
  }

  /**
   * To be tried again after a time.
   *
   * @param wait kept within one second and one day
   */
  public TryLater(String message, Duration wait) {
    super(message);
    this.wait = wait;
  }

  /** How long to wait; empty when the server may choose. */
  public Optional<Duration> after() {
    return Optional.ofNullable(wait);
  }
}
