package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.store.Bindings;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.scheduler.store.LocalFiles;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredCheckpoints;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Binding;
import org.idlewild.work.Match;
import org.idlewild.work.Trust;
import org.idlewild.work.Workunit;

/** Sends results to hosts that they fit, all of a round together. To be called in a transaction. */
@Singleton
class Sending {
  private final Results results;
  private final Workunits workunits;
  private final Bindings bindings;
  private final StoredCheckpoints checkpoints;
  private final LocalFiles files;
  private final Candidates candidates;
  private final Needs needs;
  private final Chance chance;

  @Inject
  Sending(
      Results results,
      Workunits workunits,
      Bindings bindings,
      StoredCheckpoints checkpoints,
      LocalFiles files,
      Candidates candidates,
      Needs needs,
      Chance chance) {
    this.results = results;
    this.workunits = workunits;
    this.bindings = bindings;
    this.checkpoints = checkpoints;
    this.files = files;
    this.candidates = candidates;
    this.needs = needs;
    this.chance = chance;
  }

  /**
   * Gives a result to a host.
   *
   * @param bound how long the host has
   */
  void give(
      Candidate candidate,
      AppVersion version,
      Demands.Need need,
      Match.Demand demand,
      Duration bound,
      Basket basket) {
    Match.Offer offer = basket.offer();
    Round round = basket.round();
    Workunit workunit = need.placement().workunit();
    Binding binding = Binding.of(workunit).sent(demand.policy(), offer.description(), version.id());
    long result = candidate.result();
    round.give(
        new Results.Sent(
            result,
            workunit.id(),
            offer.host(),
            offer.user(),
            version.id(),
            round.now().plus(bound)),
        need.sentTo(offer, binding, round.now().plus(bound).plusMillis(1)),
        version.app());
    if (!binding.equals(Binding.NONE)) {
      round.afterwards(workunit.id(), true, () -> bindings.bind(workunit.id(), binding));
    }
    raised(version, demand, offer)
        .ifPresent(
            rules ->
                round.afterwards(
                    workunit.id(), true, () -> bindings.raise(workunit.id(), rules, round.now())));
    if (version.checkpoint().isPresent()) {
      round.afterwards(
          workunit.id(), false, () -> checkpoints.inherit(result, workunit.id(), version.id()));
    }
    if (demand.policy().locality()) {
      round.afterwards(workunit.id(), false, () -> files.sent(result));
    }
  }

  /** More results that the workunit needs because this host is not trusted. */
  private Optional<Workunit.Rules> raised(
      AppVersion version, Match.Demand demand, Match.Offer offer) {
    if (demand.policy().adaptiveQuorum() == 0 || !demand.placement().isForAnybody()) {
      return Optional.empty();
    }
    boolean trusted = Trust.isTrusted(offer.history(version.id()), chance.next());
    return Trust.raised(demand.placement().workunit().rules(), demand.policy(), trusted);
  }

  /**
   * Writes what a round gave. When somebody else gave one of the results, or changed one of the
   * workunits, the transaction is undone, and the next try knows better.
   */
  void write(Round round) {
    List<Results.Sent> sent = round.sent();
    if (!results.send(sent, round.now())) {
      lookAgain(sent, round.now());
      throw Transactions.overtaken("a result was sent by somebody else meanwhile");
    }
    if (!sent.isEmpty()) {
      Faults.at(Point.RESULT_SENT);
    }
    List<Workunits.Begun> begun =
        round.begun().entrySet().stream()
            .map(each -> begun(round, each.getKey(), each.getValue()))
            .toList();
    if (!workunits.begin(begun)) {
      needs.forget();
      throw Transactions.overtaken("a workunit was changed by somebody else meanwhile");
    }
    if (!begun.isEmpty()) {
      Faults.at(Point.WORKUNIT_TOLD);
    }
    round.afterwards().forEach(Runnable::run);
  }

  /** What is at hand may be gone all together, as when a batch was cancelled. */
  private void lookAgain(List<Results.Sent> sent, Instant now) {
    Set<Long> all = new HashSet<>(candidates.atHand());
    sent.forEach(one -> all.add(one.result()));
    Set<Long> there = new HashSet<>(results.unsent(all));
    // Once undone, these wait again.
    there.addAll(results.sentNow(sent, now));
    all.stream().filter(id -> !there.contains(id)).forEach(candidates::sent);
    needs.forget();
  }

  private static Workunits.Begun begun(Round round, long workunit, Instant due) {
    return new Workunits.Begun(workunit, round.need(workunit).orElseThrow().rowVersion(), due);
  }
}
