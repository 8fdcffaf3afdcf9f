package org.idlewild.scheduler.store;

import java.util.Map;
import java.util.Set;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Match;

/** Broken: believes that every host can do everything. */
public class BoastfulOffers extends Offers {
  BoastfulOffers(Sql sql, Visits visits, Catalogue catalogue) {
    super(sql, visits, catalogue);
  }

  @Override
  public Match.Offer of(Visit visit, HostDescription description, Map<Long, Integer> ofUser) {
    return super.of(visit, boastful(description), ofUser);
  }

  private static HostDescription boastful(HostDescription host) {
    return new HostDescription(
        host.name(),
        host.agentVersion(),
        host.osName(),
        host.osVersion(),
        host.architecture(),
        host.processorModel(),
        64,
        host.flopsPerProcessor(),
        host.memoryBytes(),
        host.diskFreeBytes(),
        host.platforms(),
        host.sandboxes(),
        host.unsandboxed(),
        Set.of("special"),
        host.onFraction(),
        true);
  }
}
