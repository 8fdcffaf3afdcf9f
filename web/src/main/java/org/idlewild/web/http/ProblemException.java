package org.idlewild.web.http;

/** A request that the WAR itself turns away; its message is the sentence that the caller gets. */
public final class ProblemException extends RuntimeException {
  private final int status;

  /** Turns a request away with an HTTP status and one sentence for the caller. */
  public ProblemException(int status, String detail) {
    super(detail);
    this.status = status;
  }

  /** A request that is not what was expected: 400. */
  public static ProblemException malformed(String detail) {
    return new ProblemException(400, detail);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
