package org.idlewild.work;

/** How a result that is {@link ServerState#OVER} ended (BOINC: outcome). */
public enum Outcome {
  /** It has not ended. */
  INIT,
  /** Its host reported success and its outputs are here. */
  SUCCESS,
  /** No host could be found for it. */
  COULDNT_SEND,
  /** Its host reported a failure. */
  CLIENT_ERROR,
  /** Its report deadline passed in silence. */
  NO_REPLY,
  /** It was never sent and is no longer wanted. */
  DIDNT_NEED,
  /** Its outputs could not be read by the validator. */
  VALIDATE_ERROR,
  /** Its host left the grid. */
  CLIENT_DETACHED;

  /** Whether it counts against the workunit's limit of errors. */
  public boolean isError() {
    return this == CLIENT_ERROR || this == VALIDATE_ERROR;
  }
}
