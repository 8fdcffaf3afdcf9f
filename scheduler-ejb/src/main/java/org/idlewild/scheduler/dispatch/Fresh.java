package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Offers;
import org.idlewild.work.Match;

/** New work for a host. To be called in a transaction that holds the host's owner. */
@Singleton
class Fresh {
  private final Offers offers;
  private final Selection selection;
  private final DispatchSettings settings;
  private final LifecycleSettings lifecycle;

  @Inject
  Fresh(
      Offers offers, Selection selection, DispatchSettings settings, LifecycleSettings lifecycle) {
    this.offers = offers;
    this.selection = selection;
    this.settings = settings;
    this.lifecycle = lifecycle;
  }

  /**
   * Sends results until the host has enough.
   *
   * @param files hashes of the files that the host holds, those first that it used last
   */
  List<Orders.Given> send(
      Hosts.Host host,
      List<String> files,
      Appetite wanted,
      Instant now,
      Reservations reservations) {
    if (wanted.isSated()) {
      return List.of();
    }
    Match.Rules rules = new Match.Rules(lifecycle.oneResultPerUser(), settings.maxTasks(), now);
    Match.Offer offer = offers.of(List.of(host)).get(0);
    Appetite room = wanted.upTo(offer.room(rules));
    return selection.send(new Basket(offer, rules, room, reservations), files);
  }
}
