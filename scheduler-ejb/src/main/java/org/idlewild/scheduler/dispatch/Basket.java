package org.idlewild.scheduler.dispatch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Estimate;
import org.idlewild.work.Match;

/** What one host has by now of one answer. Used by one thread. */
final class Basket {
  private final Match.Rules rules;
  private final Round round;
  private final Set<Long> taken = new HashSet<>();
  private Match.Offer offer;
  private Appetite wanted;

  Basket(Match.Offer offer, Match.Rules rules, Appetite wanted, Round round) {
    this.offer = offer;
    this.rules = rules;
    this.wanted = wanted;
    this.round = round;
  }

  /** What is given to others beside this one. */
  Round round() {
    return round;
  }

  Match.Offer offer() {
    return offer;
  }

  Match.Rules rules() {
    return rules;
  }

  /** The workunits of what it has. */
  Set<Long> taken() {
    return taken;
  }

  /**
   * Puts one more in.
   *
   * @param version the app version that it runs
   * @param run how long it runs; zero when nobody knows
   */
  void put(long workunit, AppVersion version, Duration run) {
    taken.add(workunit);
    wanted = wanted.after(version.planClass().processors(), Estimate.orGuess(run));
    Duration elapsed = Estimate.elapsed(run, offer.description());
    Duration share = Estimate.share(elapsed, offer.description(), version.planClass());
    offer = offer.taken(version.app(), version.id(), share, rules.day());
  }

  /** Whether the host has enough. */
  boolean isFull() {
    return wanted.isSated();
  }
}
