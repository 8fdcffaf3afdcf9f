package org.idlewild.work;

/** Where a result stands on the server (BOINC: server_state). */
public enum ServerState {
  /** Made, not to be sent. */
  INACTIVE,
  /** Waiting for a host. */
  UNSENT,
  /** On a host. */
  IN_PROGRESS,
  /** Ended, one way or the other; see {@link Outcome}. */
  OVER;

  /** Whether it may still bring an answer. */
  public boolean isAlive() {
    return this != OVER;
  }
}
