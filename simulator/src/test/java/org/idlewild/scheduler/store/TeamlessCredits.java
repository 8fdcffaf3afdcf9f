package org.idlewild.scheduler.store;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Broken: teams get nothing for what their members compute. */
public class TeamlessCredits extends Credits {
  TeamlessCredits(Database database, Sql sql) {
    super(database, sql);
  }

  @Override
  public Map<Long, Claim> claims(Collection<Long> results) {
    return super.claims(results).values().stream()
        .map(TeamlessCredits::alone)
        .collect(Collectors.toMap(Claim::result, claim -> claim));
  }

  private static Claim alone(Claim claim) {
    return new Claim(
        claim.result(),
        claim.host(),
        claim.account(),
        OptionalLong.empty(),
        claim.appVersion(),
        claim.flopsEstimate(),
        claim.usage(),
        claim.credit());
  }
}
