package org.idlewild.scheduler.store;

import java.time.Duration;
import java.time.Instant;

/** Broken: looks at what was sent weeks after its deadline. */
public class SleepyWorkunits extends Workunits {
  SleepyWorkunits(Database database, Ids ids) {
    super(database, ids);
  }

  @Override
  public void sent(long workunit, Instant deadline) {
    super.sent(workunit, deadline.plus(Duration.ofDays(20)));
  }
}
