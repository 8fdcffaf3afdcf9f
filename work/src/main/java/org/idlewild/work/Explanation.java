package org.idlewild.work;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Why a workunit waits, or why a host is idle.
 *
 * @param reason the first thing that stands in the way
 * @param obstacles where it is the match: how many of those looked at met which rule first
 */
public record Explanation(Reason reason, Map<Match, Integer> obstacles) {

  /** What can stand in the way, in the order in which it is asked. */
  public enum Reason {
    /** It has ended, with an answer or without. */
    ENDED("it waits for nothing: it has ended"),
    /** See {@link Hold}. */
    HELD("it is held"),
    /** Its owner paused the whole batch. */
    BATCH_PAUSED("its batch is paused"),
    /** The validator has something to examine. */
    VALIDATION("it waits for the validator"),
    /** Something happened, and the transitioner has not looked yet. */
    TRANSITION("it waits for the transitioner"),
    /** Hosts have all the results that it needs. */
    IN_PROGRESS("hosts are computing all the results that it needs"),
    /** There is nobody to compute it. */
    NO_HOSTS("no host has enrolled"),
    /** No work waits. */
    NO_WORK("no work waits for a host"),
    /** Each one that was looked at met a rule. */
    NO_MATCH("of those looked at, none fits"),
    /** One fits: it is only a matter of asking. */
    NEXT_CONTACT("it is sent when a host that fits asks next");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** The reason in words. */
    public String sentence() {
      return sentence;
    }
  }

  public Explanation {
    obstacles = Map.copyOf(obstacles);
  }

  /**
   * Why a workunit waits.
   *
   * @param demand its own, whatever results of it wait
   * @param results all results of it
   * @param hosts those to be looked at
   */
  public static Explanation ofWorkunit(
      Match.Demand demand, List<Result> results, List<Match.Offer> hosts, Match.Rules rules) {
    Workunit workunit = demand.placement().workunit();
    if (workunit.isSettled()) {
      return because(Reason.ENDED);
    }
    if (workunit.hold().isPresent()) {
      return because(Reason.HELD);
    }
    if (demand.placement().batchPaused()) {
      return because(Reason.BATCH_PAUSED);
    }
    if (workunit.needValidate()) {
      return because(Reason.VALIDATION);
    }
    if (!has(results, ServerState.UNSENT::equals)) {
      return because(
          has(results, ServerState.IN_PROGRESS::equals) ? Reason.IN_PROGRESS : Reason.TRANSITION);
    }
    return hosts.isEmpty()
        ? because(Reason.NO_HOSTS)
        : matches(hosts.stream().map(host -> Choice.of(demand, host, rules).match()).toList());
  }

  /** Why a host is idle, with the work that waits. */
  public static Explanation ofHost(
      Match.Offer host, List<Match.Demand> waiting, Match.Rules rules) {
    return waiting.isEmpty()
        ? because(Reason.NO_WORK)
        : matches(waiting.stream().map(demand -> Choice.of(demand, host, rules).match()).toList());
  }

  private static Explanation matches(List<Match> matches) {
    Map<Match, Integer> counts = new EnumMap<>(Match.class);
    matches.forEach(match -> counts.merge(match, 1, Integer::sum));
    return new Explanation(
        counts.containsKey(Match.FITS) ? Reason.NEXT_CONTACT : Reason.NO_MATCH, counts);
  }

  private static boolean has(List<Result> results, Predicate<ServerState> state) {
    return results.stream().map(Result::serverState).anyMatch(state);
  }

  private static Explanation because(Reason reason) {
    return new Explanation(reason, Map.of());
  }
}
