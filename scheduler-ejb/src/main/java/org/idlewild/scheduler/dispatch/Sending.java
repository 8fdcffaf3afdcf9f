package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.store.Bindings;
import org.idlewild.scheduler.store.HostVersions;
import org.idlewild.scheduler.store.LocalFiles;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredCheckpoints;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Binding;
import org.idlewild.work.Match;
import org.idlewild.work.Trust;
import org.idlewild.work.Workunit;

/** Sends a result to a host that it fits. To be called in a transaction. */
@Singleton
class Sending {
  private final Results results;
  private final Workunits workunits;
  private final Bindings bindings;
  private final HostVersions versions;
  private final StoredCheckpoints checkpoints;
  private final LocalFiles files;
  private final Chance chance;

  @Inject
  Sending(
      Results results,
      Workunits workunits,
      Bindings bindings,
      HostVersions versions,
      StoredCheckpoints checkpoints,
      LocalFiles files,
      Chance chance) {
    this.results = results;
    this.workunits = workunits;
    this.bindings = bindings;
    this.versions = versions;
    this.checkpoints = checkpoints;
    this.files = files;
    this.chance = chance;
  }

  /**
   * Sends it, unless somebody else did.
   *
   * @param bound how long the host has
   */
  Optional<Orders.Given> send(
      Candidate candidate,
      AppVersion version,
      Match.Demand demand,
      Match.Offer offer,
      Duration bound,
      Match.Rules rules) {
    Instant now = rules.now();
    Instant deadline = now.plus(bound);
    if (!results.send(
        candidate.result(), offer.host(), offer.user(), version.id(), now, deadline)) {
      return Optional.empty();
    }
    Faults.at(Point.RESULT_SENT);
    workunits.sent(candidate.workunit(), deadline);
    Faults.at(Point.WORKUNIT_TOLD);
    checkpoints.inherit(candidate.result(), candidate.workunit(), version.id());
    settle(version, demand, offer, now);
    versions.sent(offer.host(), version.id(), rules.day());
    if (demand.policy().locality()) {
      files.sent(candidate.result());
    }
    return Optional.of(
        new Orders.Given(candidate.result(), candidate.workunit(), version.id(), bound));
  }

  /** What this result decides for the workunit's others. */
  private void settle(AppVersion version, Match.Demand demand, Match.Offer offer, Instant now) {
    Workunit workunit = demand.placement().workunit();
    Binding binding = Binding.of(workunit).sent(demand.policy(), offer.description(), version.id());
    if (!binding.equals(Binding.NONE)) {
      bindings.bind(workunit.id(), binding);
    }
    if (demand.policy().adaptiveQuorum() > 0 && demand.placement().isForAnybody()) {
      boolean trusted = Trust.isTrusted(offer.history(version.id()), chance.next());
      Trust.raised(workunit.rules(), demand.policy(), trusted)
          .ifPresent(raised -> bindings.raise(workunit.id(), raised, now));
    }
  }
}
