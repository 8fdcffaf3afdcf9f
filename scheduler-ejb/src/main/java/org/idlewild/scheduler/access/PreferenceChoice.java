package org.idlewild.scheduler.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who has the newer preferences, a client or its account. */
public enum PreferenceChoice {
  /** The client's are newer: they become the account's. */
  TAKE,
  /** The account's are newer: the client gets them. */
  SEND,
  /** Nobody has anything to tell. */
  KEEP;

  private static final Duration A_WRONG_CLOCK = Duration.ofDays(1);

  /**
   * Decides.
   *
   * @param ours when the account's were changed; empty when there are none
   * @param theirs when those that the client holds were changed; empty when it holds none
   * @param own whether the client's come from this owner: others' are not taken, nor are those from
   *     a day that has not come
   */
  public static PreferenceChoice of(
      Optional<Instant> ours, Optional<Instant> theirs, boolean own, Instant now) {
    if (ours.equals(theirs)) {
      return KEEP;
    }
    boolean taken =
        theirs
            .filter(them -> own && !them.isAfter(now.plus(A_WRONG_CLOCK)))
            .filter(them -> ours.isEmpty() || them.isAfter(ours.get()))
            .isPresent();
    if (taken) {
      return TAKE;
    }
    return ours.isPresent() ? SEND : KEEP;
  }
}
