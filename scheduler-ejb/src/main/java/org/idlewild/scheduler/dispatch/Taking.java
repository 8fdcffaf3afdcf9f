package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Choice;
import org.idlewild.work.Estimate;
import org.idlewild.work.Match;

/** Gives a host one candidate, if it fits. To be called in a transaction. */
@Singleton
class Taking {
  private final Sending sending;
  private final Retries retries;
  private final Demands demands;
  private final Catalogue catalogue;

  @Inject
  Taking(Sending sending, Retries retries, Demands demands, Catalogue catalogue) {
    this.sending = sending;
    this.retries = retries;
    this.demands = demands;
    this.catalogue = catalogue;
  }

  /** The share of the app that a given result belongs to. */
  int weight(Orders.Given given) {
    return catalogue.policyOf(given.version()).weight();
  }

  /** Gives the host the candidate; nothing when it does not fit. */
  Optional<Orders.Given> take(Candidate candidate, Demands.Need need, Basket basket) {
    if (need.placement().workunit().isSettled()) {
      return Optional.empty();
    }
    Match.Demand demand = demands.demand(need);
    return Choice.of(demand, basket.offer(), basket.rules())
        .version()
        .filter(version -> !isKeptBack(candidate, version, demand, basket))
        .map(version -> give(candidate, version, need, demand, basket));
  }

  private boolean isKeptBack(
      Candidate candidate, AppVersion version, Match.Demand demand, Basket basket) {
    return retries.isKeptBack(candidate, version, demand, basket.offer(), basket.rules().now());
  }

  private Orders.Given give(
      Candidate candidate,
      AppVersion version,
      Demands.Need need,
      Match.Demand demand,
      Basket basket) {
    Match.Offer offer = basket.offer();
    Duration bound = retries.deadline(candidate, version, demand, offer);
    sending.give(candidate, version, need, demand, bound, basket);
    Duration run =
        Estimate.run(
            demand.placement().flops(),
            offer.description(),
            version.planClass(),
            offer.history(version.id()));
    basket.put(candidate.workunit(), version, run);
    return new Orders.Given(
        candidate.result(), candidate.workunit(), version.id(), bound, Optional.of(need.task()));
  }
}
