package org.idlewild.scheduler.store;

import java.time.Instant;
import org.idlewild.work.Workunit;

/** Broken: wants nobody's results confirmed. */
public class TrustingBindings extends Bindings {
  TrustingBindings(Database database) {
    super(database);
  }

  @Override
  public void raise(long workunit, Workunit.Rules rules, Instant now) {
    // One will do.
  }
}
