package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.settings.StandingSettings;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Match;
import org.idlewild.work.Trust;
import org.idlewild.work.Workunit;

/** Keeps what failed once for hosts that are relied on, and gives them less time. Threads: any. */
@Singleton
class Retries {
  private final Trust.Rules rules;

  /** When a reliable host last asked for an app's work on this node. */
  private final Map<Long, Instant> seen = new ConcurrentHashMap<>();

  @Inject
  Retries(StandingSettings settings) {
    rules = settings.trust();
  }

  /** Whether a host that fits must leave this one to a better host. */
  boolean isKeptBack(
      Candidate candidate,
      AppVersion version,
      Match.Demand demand,
      Match.Offer offer,
      Instant now) {
    boolean reliable = isReliable(version, demand, offer);
    if (reliable) {
      seen.put(version.app(), now);
    }
    return isRetry(candidate, demand)
        && Trust.isKeptBack(
            reliable, candidate.since(), Optional.ofNullable(seen.get(version.app())), rules, now);
  }

  /** How long the host has for it. */
  Duration deadline(
      Candidate candidate, AppVersion version, Match.Demand demand, Match.Offer offer) {
    Duration bound = demand.placement().workunit().rules().delayBound();
    return isRetry(candidate, demand) && isReliable(version, demand, offer)
        ? Trust.deadline(bound, offer.history(version.id()), rules)
        : bound;
  }

  private boolean isReliable(AppVersion version, Match.Demand demand, Match.Offer offer) {
    return Trust.isReliable(offer.history(version.id()), demand.policy(), rules);
  }

  private static boolean isRetry(Candidate candidate, Match.Demand demand) {
    Workunit workunit = demand.placement().workunit();
    return candidate.priority() > workunit.rules().priority();
  }
}
