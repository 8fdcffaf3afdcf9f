package org.idlewild.scheduler.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Broken: pays a result more, the later it was made. */
public class UnfairCredits extends Credits {
  UnfairCredits(Database database, Sql sql) {
    super(database, sql);
  }

  @Override
  public Map<Long, Double> pay(Map<Claim, Double> credit, Instant now) {
    Map<Claim, Double> unfair = new HashMap<>();
    credit.forEach((claim, amount) -> unfair.put(claim, amount + claim.result()));
    return super.pay(unfair, now);
  }
}
