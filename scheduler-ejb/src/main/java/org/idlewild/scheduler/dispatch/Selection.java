package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.feeder.DispatchBuffer;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Match;
import org.idlewild.work.Workunit;

/**
 * Picks unsent results for a host and sends them. To be called in a transaction that holds the
 * host's owner.
 */
@Singleton
class Selection {
  private static final int CHUNK = 100;

  private final DispatchBuffer buffer;
  private final Results results;
  private final Workunits workunits;
  private final Catalogue catalogue;
  private final LifecycleSettings settings;

  @Inject
  Selection(
      DispatchBuffer buffer,
      Results results,
      Workunits workunits,
      Catalogue catalogue,
      LifecycleSettings settings) {
    this.buffer = buffer;
    this.results = results;
    this.workunits = workunits;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** Whether the feeder should look for more. */
  boolean runsLow() {
    return buffer.size() < CHUNK;
  }

  /** Sent for good: no longer at hand. */
  void sent(long result) {
    buffer.remove(result);
  }

  /** Sends up to so many results to a host. */
  List<Orders.Given> send(Match.Offer offer, int wanted, Instant now) {
    List<Orders.Given> given = new ArrayList<>();
    Set<Long> taken = new HashSet<>();
    List<Candidate> candidates = buffer.candidates();
    for (int i = 0; i < candidates.size() && given.size() < wanted; i += CHUNK) {
      List<Candidate> chunk = candidates.subList(i, Math.min(candidates.size(), i + CHUNK));
      List<Candidate> fitting = fitting(chunk, offer);
      Map<Long, Workunit> of = workunits(fitting);
      for (Candidate candidate : fitting) {
        // One workunit's results lie side by side; a host takes one of them.
        if (given.size() < wanted && !taken.contains(candidate.workunit())) {
          send(candidate, of.get(candidate.workunit()), offer, now)
              .ifPresent(
                  sent -> {
                    taken.add(sent.workunit());
                    given.add(sent);
                  });
        }
      }
    }
    return given;
  }

  private List<Candidate> fitting(List<Candidate> chunk, Match.Offer offer) {
    Map<Long, List<Results.Holder>> holders =
        results.holders(chunk.stream().map(Candidate::workunit).distinct().toList()).stream()
            .collect(Collectors.groupingBy(Results.Holder::workunit));
    return chunk.stream()
        .filter(
            candidate -> {
              List<Results.Holder> had = holders.getOrDefault(candidate.workunit(), List.of());
              return Match.of(demand(candidate, had), offer, settings.oneResultPerUser())
                  == Match.FITS;
            })
        .toList();
  }

  private Match.Demand demand(Candidate candidate, List<Results.Holder> holders) {
    AppVersion version = catalogue.version(candidate.appVersion());
    return new Match.Demand(
        version.platform(),
        version.limits(),
        holders.stream().map(Results.Holder::host).collect(Collectors.toSet()),
        holders.stream().map(Results.Holder::account).collect(Collectors.toSet()));
  }

  private Map<Long, Workunit> workunits(List<Candidate> candidates) {
    return workunits.load(candidates.stream().map(Candidate::workunit).distinct().toList()).stream()
        .map(Workunits.Whole::workunit)
        .collect(Collectors.toMap(Workunit::id, workunit -> workunit));
  }

  private Optional<Orders.Given> send(
      Candidate candidate, Workunit workunit, Match.Offer offer, Instant now) {
    Duration bound = workunit.rules().delayBound();
    Instant deadline = now.plus(bound);
    if (!results.send(
        candidate.result(), offer.host(), offer.user(), candidate.appVersion(), now, deadline)) {
      return Optional.empty();
    }
    Faults.at(Point.RESULT_SENT);
    workunits.sent(candidate.workunit(), deadline);
    Faults.at(Point.WORKUNIT_TOLD);
    return Optional.of(new Orders.Given(candidate.result(), candidate.workunit(), bound));
  }
}
