package org.idlewild.scheduler.dispatch;

import java.time.Duration;
import java.util.Set;
import org.idlewild.work.Match;

/** What one host has by now of one answer. Used by one thread. */
final class Basket {
  private final Match.Rules rules;
  private final Set<Long> taken;
  private Match.Offer offer;

  Basket(Match.Offer offer, Match.Rules rules, Set<Long> taken) {
    this.offer = offer;
    this.rules = rules;
    this.taken = taken;
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
   * @param share how much longer the host is busy
   */
  void put(long workunit, long app, long version, Duration share) {
    taken.add(workunit);
    offer = offer.taken(app, version, share, rules.day());
  }
}
