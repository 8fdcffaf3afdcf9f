package org.idlewild.scheduler.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.work.Match;

/**
 * One host's way through the candidates of a queue: each is looked at once, unless another request
 * has it in hand, and what it asks is read for many at a time. Used by one thread.
 */
final class Walk {
  private static final int CHUNK = 100;

  private final List<Candidate> candidates;
  private final Function<Collection<Long>, Map<Long, Match.Demand>> demands;
  private final Reservations reservations;
  private final List<Long> passedOver = new ArrayList<>();
  private final List<Candidate> got = new ArrayList<>();
  private Map<Long, Match.Demand> read = Map.of();
  private int next;

  Walk(
      List<Candidate> candidates,
      Function<Collection<Long>, Map<Long, Match.Demand>> demands,
      Reservations reservations) {
    this.candidates = candidates;
    this.demands = demands;
    this.reservations = reservations;
  }

  /**
   * The next candidate that is taken.
   *
   * @param taken workunits that the host has by now: two results of one lie side by side
   * @param take takes one, or says by nothing that it does not fit
   */
  <T> Optional<T> next(Set<Long> taken, BiFunction<Candidate, Match.Demand, Optional<T>> take) {
    while (next < candidates.size()) {
      if (next % CHUNK == 0) {
        read = demands.apply(chunk());
      }
      Candidate candidate = candidates.get(next++);
      Match.Demand demand = read.get(candidate.workunit());
      if (demand != null
          && !taken.contains(candidate.workunit())
          && reservations.take(candidate.result())) {
        Optional<T> given = take.apply(candidate, demand);
        if (given.isPresent()) {
          got.add(candidate);
          return given;
        }
        reservations.putBack(candidate.result());
        passedOver.add(candidate.result());
      }
    }
    return Optional.empty();
  }

  /** What was looked at and not taken. */
  List<Long> passedOver() {
    return passedOver;
  }

  /** What was. */
  List<Candidate> got() {
    return got;
  }

  private List<Long> chunk() {
    return candidates.subList(next, Math.min(candidates.size(), next + CHUNK)).stream()
        .map(Candidate::workunit)
        .distinct()
        .toList();
  }
}
