package org.idlewild.scheduler.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.store.Demands;

/**
 * One host's way through the candidates of a queue: each is looked at once, unless somebody else
 * got it a moment before. Used by one thread.
 */
final class Walk {
  private static final int CHUNK = 100;

  private final List<Candidate> candidates;
  private final Predicate<Candidate> isGone;
  private final Known known;
  private final List<Long> passedOver = new ArrayList<>();
  private final List<Candidate> got = new ArrayList<>();
  private int next;

  /** What is known of workunits. */
  @FunctionalInterface
  interface Known {
    /**
     * What a workunit asks; empty when it is gone.
     *
     * @param next it, and those that will be asked about next
     */
    Optional<Demands.Need> of(long workunit, Supplier<List<Long>> next);
  }

  Walk(List<Candidate> candidates, Predicate<Candidate> isGone, Known known) {
    this.candidates = candidates;
    this.isGone = isGone;
    this.known = known;
  }

  /**
   * The next candidate that is taken.
   *
   * @param taken workunits that the host has by now: two results of one lie side by side
   * @param take takes one, or says by nothing that it does not fit
   */
  <T> Optional<T> next(Set<Long> taken, BiFunction<Candidate, Demands.Need, Optional<T>> take) {
    while (next < candidates.size()) {
      int at = next++;
      Candidate candidate = candidates.get(at);
      if (taken.contains(candidate.workunit()) || isGone.test(candidate)) {
        continue;
      }
      Optional<Demands.Need> need = known.of(candidate.workunit(), () -> from(at));
      if (need.isEmpty()) {
        continue;
      }
      Optional<T> given = take.apply(candidate, need.get());
      if (given.isPresent()) {
        got.add(candidate);
        return given;
      }
      passedOver.add(candidate.result());
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

  private List<Long> from(int at) {
    return candidates.subList(at, Math.min(candidates.size(), at + CHUNK)).stream()
        .map(Candidate::workunit)
        .distinct()
        .toList();
  }
}
