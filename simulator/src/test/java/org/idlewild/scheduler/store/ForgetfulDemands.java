package org.idlewild.scheduler.store;

import java.util.Set;
import org.idlewild.work.Match;

/** Broken: does not remember who had a result of a workunit. */
public class ForgetfulDemands extends Demands {
  ForgetfulDemands(Database database, Results results, StoredBatches batches, Catalogue catalogue) {
    super(database, results, batches, catalogue);
  }

  @Override
  public Match.Demand demand(Need need) {
    Match.Demand known = super.demand(need);
    return new Match.Demand(
        known.versions(), known.policy(), known.placement(), Set.of(), Set.of());
  }
}
