package org.idlewild.scheduler.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.work.Explanation;
import org.idlewild.work.Explanation.Reason;
import org.idlewild.work.Hold;
import org.idlewild.work.Match;
import org.idlewild.work.Workunit;

/**
 * Why a workunit waits, or a host is idle.
 *
 * @param id the workunit's or the host's
 * @param reason the first thing that stands in the way
 * @param sentence the same in words
 * @param looked how many hosts, or workunits that wait, were looked at
 * @param limit the most that are looked at; as many looked at may mean that there are more
 * @param obstacles how many of those met which rule first, the most frequent first
 */
public record ExplanationView(
    long id, Reason reason, String sentence, int looked, int limit, List<Obstacle> obstacles) {

  /**
   * A rule that stands in the way.
   *
   * @param rule which; FITS for none
   * @param sentence the same in words
   * @param count for how many of those looked at it is the first
   */
  public record Obstacle(Match rule, String sentence, int count) {}

  static ExplanationView of(
      long id, Explanation explanation, Optional<Workunit> workunit, int looked, int limit) {
    Reason reason = explanation.reason();
    Optional<Hold> hold = workunit.flatMap(Workunit::hold).filter(h -> reason == Reason.HELD);
    String why = hold.map(h -> ": " + h.sentence()).orElse("");
    return new ExplanationView(
        id,
        reason,
        reason.sentence() + why,
        looked,
        limit,
        explanation.obstacles().entrySet().stream()
            .sorted(
                Map.Entry.<Match, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(e -> new Obstacle(e.getKey(), sentence(e.getKey(), workunit), e.getValue()))
            .toList());
  }

  private static String sentence(Match rule, Optional<Workunit> workunit) {
    Optional<String> hostClass =
        workunit.flatMap(Workunit::hostClass).filter(name -> rule == Match.OTHER_CLASS);
    return rule.sentence() + hostClass.map(name -> ": " + name).orElse("");
  }
}
