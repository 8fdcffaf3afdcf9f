package org.idlewild.scheduler.daemon;

import java.time.Instant;
import org.idlewild.work.Slice;

/** One round of a daemon. Safe to repeat, to stop, and to run on several nodes at once. */
public interface Pass {

  PassName name();

  /**
   * Does what is due.
   *
   * @param limit how many rows to take at most
   * @param now the time
   * @return how many rows were done; as many as the limit means there may be more
   */
  int run(int limit, Instant now);

  /**
   * Does what is due of a slice, so that several nodes do not do the same; a pass that cannot be
   * shared out does everything.
   */
  default int run(Slice slice, int limit, Instant now) {
    return run(limit, now);
  }
}
