package org.idlewild.scheduler.store;

import java.time.Instant;
import java.util.Map;

/** Broken: pays everything twice. */
public class GenerousCredits extends Credits {
  GenerousCredits(Database database, Sql sql) {
    super(database, sql);
  }

  @Override
  public Map<Long, Double> pay(Map<Claim, Double> credit, Instant now) {
    super.pay(credit, now);
    return super.pay(credit, now);
  }
}
