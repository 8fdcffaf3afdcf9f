package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Offers;
import org.idlewild.scheduler.store.Visit;
import org.idlewild.work.Match;

/** New work for a host. To be called in a transaction. */
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
   * Gives a host results until it has enough.
   *
   * @param room for so many tasks at most
   */
  List<Orders.Given> send(Visit visit, HostRequest request, int room, Round round) {
    Appetite wanted = request.wanted().upTo(room);
    if (wanted.isSated()) {
      return List.of();
    }
    Match.Rules rules =
        new Match.Rules(lifecycle.oneResultPerUser(), settings.maxTasks(), round.now());
    Match.Offer offer =
        offers.of(visit, request.description(), round.ofUser(visit.host().account()));
    Basket basket = new Basket(offer, rules, wanted.upTo(offer.room(rules)), round);
    List<Orders.Given> given = selection.send(basket, request.files());
    given.forEach(each -> visit.histories().change(each.version(), past -> past.sent(rules.day())));
    return given;
  }
}
