package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.feeder.DispatchBuffer;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.scheduler.store.Waiting;
import org.idlewild.work.Match;

/**
 * Picks unsent results for a host: what is meant for it first, then from the queues by their
 * shares. To be called in a transaction that holds the host's owner.
 */
@Singleton
class Selection {
  private static final int LOW = 100;

  private final DispatchBuffer buffer;
  private final Waiting waiting;
  private final Demands demands;
  private final Turns turns;
  private final Taking taking;

  @Inject
  Selection(DispatchBuffer buffer, Waiting waiting, Demands demands, Turns turns, Taking taking) {
    this.buffer = buffer;
    this.waiting = waiting;
    this.demands = demands;
    this.turns = turns;
    this.taking = taking;
  }

  /** Whether the feeder should look for more. */
  boolean runsLow() {
    return buffer.size() < LOW || buffer.isStuck();
  }

  /** Sent for good: no longer at hand. */
  void sent(long result) {
    buffer.remove(result);
  }

  /** Sends up to so many results to a host. */
  List<Orders.Given> send(Match.Offer offer, int wanted, Match.Rules rules) {
    Basket basket = new Basket(offer, rules, new HashSet<>());
    List<Orders.Given> given = new ArrayList<>();
    if (wanted > 0) {
      given.addAll(targeted(basket, wanted));
      given.addAll(shared(basket, wanted - given.size()));
    }
    return given;
  }

  private List<Orders.Given> targeted(Basket basket, int wanted) {
    Instant now = basket.rules().now();
    List<Candidate> candidates =
        waiting.targeted(basket.offer().host(), basket.offer().user(), LOW).stream()
            .map(each -> candidate(each, now))
            .toList();
    Walk walk = new Walk(candidates, demands::of);
    return upTo(wanted, () -> next(walk, basket));
  }

  private static Candidate candidate(Waiting.Unsent each, Instant now) {
    return new Candidate(
        each.result(), each.workunit(), each.queue(), each.place().priority(), now);
  }

  private List<Orders.Given> shared(Basket basket, int wanted) {
    Map<Long, Walk> walks = new HashMap<>();
    Set<Long> queues = buffer.queues();
    queues.forEach(queue -> walks.put(queue, new Walk(buffer.candidates(queue), demands::of)));
    List<Orders.Given> given = upTo(wanted, () -> turn(queues, walks, basket));
    walks.values().forEach(walk -> buffer.passOver(walk.passedOver()));
    return given;
  }

  /** Of the first queue in turn that has something for the host. */
  private Optional<Orders.Given> turn(Set<Long> queues, Map<Long, Walk> walks, Basket basket) {
    for (long queue : turns.order(queues)) {
      Optional<Orders.Given> given = next(walks.get(queue), basket);
      if (given.isPresent()) {
        turns.served(queue, taking.weight(given.get()));
        return given;
      }
    }
    return Optional.empty();
  }

  private Optional<Orders.Given> next(Walk walk, Basket basket) {
    return walk.next(basket.taken(), (candidate, demand) -> taking.take(candidate, demand, basket));
  }

  private static List<Orders.Given> upTo(int wanted, Supplier<Optional<Orders.Given>> source) {
    List<Orders.Given> given = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      Optional<Orders.Given> next = source.get();
      if (next.isEmpty()) {
        return given;
      }
      given.add(next.get());
    }
    return given;
  }
}
