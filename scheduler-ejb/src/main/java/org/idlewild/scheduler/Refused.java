package org.idlewild.scheduler;

import jakarta.ejb.ApplicationException;
import java.util.OptionalLong;

/**
 * A request that the server will not carry out; nothing of it was done. The message is one sentence
 * for the caller.
 */
@ApplicationException(rollback = true)
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as a caller can act on it. */
  public enum Reason {
    /** The request makes no sense; sending it again will not help. */
    MALFORMED,
    /** Nobody knows who asks. */
    UNAUTHENTICATED,
    /** The caller may not. */
    FORBIDDEN,
    /** There is no such thing. */
    NOT_FOUND,
    /** It does not fit what is there. */
    CONFLICT,
    /** It is no longer wanted. */
    GONE,
    /** It is larger than allowed. */
    TOO_LARGE,
    /** It contradicts an earlier request with the same key. */
    MISMATCH,
    /** Not now; later. */
    BUSY,
    /** There is no room for it on the server's disk; later there may be. */
    FULL
  }

  private final Reason reason;
  private final long offset;

  public Refused(Reason reason, String message) {
    this(reason, message, -1);
  }

  private Refused(Reason reason, String message, long offset) {
    super(message);
    this.reason = reason;
    this.offset = offset;
  }

  /** An upload that does not go on where it stopped. */
  public static Refused wrongOffset(long expected) {
    return new Refused(
        Reason.CONFLICT, "the upload goes on at byte " + expected + ", not elsewhere", expected);
  }

  public Reason reason() {
    return reason;
  }

  /** Where an upload goes on; only with {@link Reason#CONFLICT}. */
  public OptionalLong offset() {
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
