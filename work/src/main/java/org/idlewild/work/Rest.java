package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a workunit rests, and for how long: while it does, nothing of it is sent, its hosts
 * suspend it, and their deadlines stand still.
 *
 * @param paused whether its batch is paused
 * @param since when it began to rest; empty while it does not
 * @param until when a hold for cause gives it up; empty without such a hold
 */
public record Rest(boolean paused, Optional<Instant> since, Optional<Instant> until) {

  /** Of a workunit that goes its way. */
  public static final Rest NONE = new Rest(false, Optional.empty(), Optional.empty());

  /** Whether nothing of a workunit with this hold is to be sent. */
  public boolean isOn(Optional<Hold> hold) {
    return paused || hold.isPresent();
  }

  /**
   * The same under a workunit's hold, as it is at a time.
   *
   * @param limit how long a hold for cause lasts at most
   */
  Rest under(Optional<Hold> hold, Duration limit, Instant now) {
    boolean on = isOn(hold);
    return new Rest(
        paused,
        on ? Optional.of(since.orElse(now)) : Optional.empty(),
        hold.filter(Hold::isForCause).map(cause -> until.orElse(now.plus(limit))));
  }

  /** Whether a hold for cause has lasted its time. */
  boolean isOver(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent();
  }
}
