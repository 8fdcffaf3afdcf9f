package org.idlewild.agent;

/**
 * The agent cannot run, for a reason that its owner can do something about; the message is one
 * sentence on that.
 */
public final class AgentFailure extends Exception {
  private static final long serialVersionUID = 1;
  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** Another agent uses the data folder. */
    DATA_IN_USE,
    /** The data folder or what is in it cannot be used. */
    DATA_UNUSABLE,
    /** The host is not enrolled and there is no token. */
    NOT_ENROLLED,
    /** The server did not accept the token. */
    ENROLMENT_REFUSED,
    /** Another agent uses the same identity. */
    COPIED,
    /** There is no sandbox, and working without one was not allowed. */
    NO_SANDBOX
  }

  /** Makes one. */
  public AgentFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Makes one with a cause. */
  public AgentFailure(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
