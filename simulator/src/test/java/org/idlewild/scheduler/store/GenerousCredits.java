package org.idlewild.scheduler.store;

import java.time.Instant;
import java.util.Map;

/** Broken: pays everything twice. */
public class GenerousCredits extends Credits {
  private final Database database;

  GenerousCredits(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public void pay(Map<Claim, Double> credit, Instant now) {
    super.pay(credit, now);
    database.em().flush();
    super.pay(credit, now);
  }
}
