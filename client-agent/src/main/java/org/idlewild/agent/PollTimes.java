package org.idlewild.agent;

import java.time.Duration;
import java.time.Instant;

/**
 * When to poll. Pure.
 *
 * @param soonest no poll is before this
 * @param regular when to poll if nothing happens
 * @param generous whether the last answer held tasks, so that there may be more
 * @param failures polls that failed in a row
 */
record PollTimes(Instant soonest, Instant regular, boolean generous, int failures) {
  static final Duration GAP = Duration.ofMillis(250);
  static final Duration LONGEST = Duration.ofHours(1);
  static final PollTimes START = new PollTimes(Instant.MIN, Instant.MIN, false, 0);

  /** After an answer. */
  PollTimes answered(Instant now, Duration nextContact, boolean gaveTasks) {
    Duration wait = nextContact.compareTo(GAP) < 0 ? GAP : nextContact;
    Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    return new PollTimes(now.plus(GAP), now.plus(bounded), gaveTasks, 0);
  }

  /** After a failure. */
  PollTimes failed(Instant now, Duration delay) {
    return new PollTimes(now.plus(delay), now.plus(delay), false, failures + 1);
  }

  /**
   * When the next poll is to be.
   *
   * @param news whether there are reports that the server has not seen
   * @param hungry whether the agent would take more tasks
   */
  Instant due(boolean news, boolean hungry) {
    return news || (hungry && generous) ? soonest : regular;
  }
}
