package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.idlewild.scheduler.feeder.Candidate;

/**
 * Picks unsent results for a host: what is meant for it first, then from the queues by their
 * shares. To be called in a transaction that holds the host's owner.
 */
@Singleton
class Selection {
  private final Candidates candidates;
  private final Needs needs;
  private final Turns turns;
  private final Taking taking;

  @Inject
  Selection(Candidates candidates, Needs needs, Turns turns, Taking taking) {
    this.candidates = candidates;
    this.needs = needs;
    this.turns = turns;
    this.taking = taking;
  }

  /**
   * Sends results to a host until it has enough.
   *
   * @param files hashes of the files that it holds, those first that it used last
   */
  List<Orders.Given> send(Basket basket, List<String> files) {
    List<Orders.Given> given = new ArrayList<>(targeted(basket));
    given.addAll(shared(basket, files));
    return given;
  }

  private List<Orders.Given> targeted(Basket basket) {
    if (basket.isFull()) {
      return List.of();
    }
    Walk walk = walk(candidates.targeted(basket.offer(), basket.round()), basket);
    return fill(basket, () -> next(walk, basket));
  }

  private List<Orders.Given> shared(Basket basket, List<String> files) {
    if (basket.isFull()) {
      return List.of();
    }
    Instant now = basket.rules().now();
    Map<Long, Walk> walks = new HashMap<>();
    for (long queue : candidates.queues()) {
      walks.put(queue, walk(candidates.of(queue, files, now), basket));
    }
    List<Orders.Given> given = fill(basket, () -> turn(walks, basket));
    walks.forEach((queue, walk) -> candidates.walked(queue, walk.passedOver(), walk.got(), now));
    return given;
  }

  /** Of the first queue in turn that has something for the host. */
  private Optional<Orders.Given> turn(Map<Long, Walk> walks, Basket basket) {
    for (long queue : turns.order(walks.keySet())) {
      Optional<Orders.Given> given = next(walks.get(queue), basket);
      if (given.isPresent()) {
        turns.served(queue, taking.weight(given.get()));
        return given;
      }
    }
    return Optional.empty();
  }

  private Optional<Orders.Given> next(Walk walk, Basket basket) {
    return walk.next(basket.taken(), (candidate, need) -> taking.take(candidate, need, basket));
  }

  private Walk walk(List<Candidate> some, Basket basket) {
    Round round = basket.round();
    return new Walk(
        some,
        candidate -> round.isGiven(candidate.result()),
        (workunit, next) -> needs.of(round, workunit, next));
  }

  private static List<Orders.Given> fill(Basket basket, Supplier<Optional<Orders.Given>> source) {
    List<Orders.Given> given = new ArrayList<>();
    while (!basket.isFull()) {
      Optional<Orders.Given> next = source.get();
      if (next.isEmpty()) {
        return given;
      }
      given.add(next.get());
    }
    return given;
  }
}
