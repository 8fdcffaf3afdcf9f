package org.idlewild.scheduler.store;

import java.util.Set;
import org.idlewild.work.Match;

/** Broken: knows the hosts that had a result of a workunit, and not whose they are. */
public class UserBlindDemands extends Demands {
  UserBlindDemands(Database database, Results results, StoredBatches batches, Catalogue catalogue) {
    super(database, results, batches, catalogue);
  }

  @Override
  public Match.Demand demand(Need need) {
    Match.Demand known = super.demand(need);
    return new Match.Demand(
        known.versions(), known.policy(), known.placement(), known.hosts(), Set.of());
  }
}
