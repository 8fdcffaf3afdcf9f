package org.idlewild.agent.cli.api;

/** The server's "no": the message is its own sentence. */
public final class Refused extends CommandFailed {
  private static final long serialVersionUID = 1L;

  private final int httpStatus;

  /** A refusal with the status that the server gave, 400 to 499. */
  public Refused(int httpStatus, String sentence) {
    super(ExitStatus.REFUSED, sentence);
    this.httpStatus = httpStatus;
  }

  /** Such as 404 or 409. */
  public int httpStatus() {
    return httpStatus;
  }
}
