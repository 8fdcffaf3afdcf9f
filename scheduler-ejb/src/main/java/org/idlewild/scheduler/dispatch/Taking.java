package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Choice;
import org.idlewild.work.Estimate;
import org.idlewild.work.Match;

/** Gives a host one candidate, if it fits. To be called in a transaction. */
@Singleton
class Taking {
  private final Sending sending;
  private final Retries retries;
  private final Catalogue catalogue;

  @Inject
  Taking(Sending sending, Retries retries, Catalogue catalogue) {
    this.sending = sending;
    this.retries = retries;
    this.catalogue = catalogue;
  }

  /** The share of the app that a given result belongs to. */
  int weight(Orders.Given given) {
    return catalogue.policyOf(given.version()).weight();
  }

  /** Gives the host the candidate; nothing when it does not fit, or is gone. */
  Optional<Orders.Given> take(Candidate candidate, Match.Demand demand, Basket basket) {
    if (demand.placement().workunit().isSettled()) {
      return Optional.empty();
    }
    return Choice.of(demand, basket.offer(), basket.rules())
        .version()
        .filter(version -> !isKeptBack(candidate, version, demand, basket))
        .flatMap(version -> send(candidate, version, demand, basket));
  }

  private boolean isKeptBack(
      Candidate candidate, AppVersion version, Match.Demand demand, Basket basket) {
    return retries.isKeptBack(candidate, version, demand, basket.offer(), basket.rules().now());
  }

  private Optional<Orders.Given> send(
      Candidate candidate, AppVersion version, Match.Demand demand, Basket basket) {
    Match.Offer offer = basket.offer();
    Duration bound = retries.deadline(candidate, version, demand, offer);
    Optional<Orders.Given> given =
        sending.send(candidate, version, demand, offer, bound, basket.rules());
    given.ifPresent(sent -> basket.put(sent.workunit(), version, run(version, demand, offer)));
    return given;
  }

  private static Duration run(AppVersion version, Match.Demand demand, Match.Offer offer) {
    return Estimate.run(
        demand.placement().flops(),
        offer.description(),
        version.planClass(),
        offer.history(version.id()));
  }
}
