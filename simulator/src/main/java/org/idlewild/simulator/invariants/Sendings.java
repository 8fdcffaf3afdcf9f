package org.idlewild.simulator.invariants;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Apps.Policy;
import org.idlewild.simulator.invariants.Apps.Version;
import org.idlewild.simulator.invariants.Crowd.History;
import org.idlewild.simulator.invariants.Crowd.HostFacts;
import org.idlewild.simulator.invariants.Snapshot.BatchFacts;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.simulator.invariants.Snapshot.Ties;
import org.idlewild.simulator.invariants.Snapshot.UnitFacts;
import org.idlewild.work.HostClass;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Redundancy;

/** What is wrong with who got which result. */
final class Sendings {
  /** So many valid results in a row earn trust (BOINC: CONS_VALID_UNREPLICATED). */
  private static final int TRUSTED = 10;

  private static final long DAY = Duration.ofDays(1).toMillis();

  private Sendings() {}

  /** One result that was sent, and what there is to know about it. */
  private record Sent(ResultFacts result, Snapshot before, Snapshot now) {
    UnitFacts unit() {
      return now.units().get(result.unit());
    }

    HostFacts host() {
      return now.crowd().hosts().get(result.host().orElseThrow());
    }

    HostDescription description() {
      return host().description();
    }

    Version version() {
      return now.apps().versions().get(result.version().orElseThrow());
    }

    Policy policy() {
      return now.apps().policies().get(version().app());
    }

    History history() {
      return now.crowd().history(host().id(), version().id());
    }

    /** The most at either look: between them it may have had more, and reports that lower it. */
    int quota() {
      return Math.max(quota(before), quota(now));
    }

    private int quota(Snapshot snapshot) {
      int own = snapshot.crowd().history(host().id(), version().id()).quota();
      return own == 0 ? policy().dailyQuota() : own;
    }

    /** The same of what it earned trust by. */
    int validInRow() {
      return Math.max(
          before.crowd().history(host().id(), version().id()).consecutiveValid(),
          history().consecutiveValid());
    }

    /** Whether something that it belongs to rested at both looks. */
    boolean rests() {
      long batch = unit().batch();
      return both(snapshot -> snapshot.units().get(result.unit()), UnitFacts::rests)
          || both(snapshot -> snapshot.crowd().hosts().get(host().id()), HostFacts::paused)
          || both(snapshot -> snapshot.batches().get(batch), BatchFacts::paused);
    }

    private <T> boolean both(Function<Snapshot, T> facts, Predicate<T> which) {
      return Stream.of(before, now)
          .map(facts)
          .allMatch(found -> found != null && which.test(found));
    }

    @Override
    public String toString() {
      return result + " of " + unit() + " on host " + host().id();
    }
  }

  private static Stream<String> sent(Change change, Predicate<Sent> wrong) {
    return change
        .sent()
        .map(result -> new Sent(result, change.before(), change.now()))
        .filter(wrong)
        .map(Sent::toString);
  }

  static Stream<String> toAnotherKind(Change change) {
    return sent(
        change,
        sent -> {
          Redundancy redundancy = sent.policy().redundancy();
          Ties ties = sent.unit().ties();
          boolean unlike =
              redundancy != Redundancy.ANY
                  && (ties.hostClass().isEmpty()
                      || !ties.hostClass().equals(HostClass.of(sent.description(), redundancy)));
          return unlike
              || (sent.policy().sameVersion() && !ties.version().equals(sent.result.version()));
        });
  }

  static Stream<String> untied(Change change) {
    return change.units(
        (was, is) -> {
          boolean hope = change.resultsOf(is).stream().anyMatch(Sendings::isHope);
          boolean classLost = lost(was.ties().hostClass(), is.ties().hostClass(), hope);
          return classLost
              || lost(optional(was.ties().version()), optional(is.ties().version()), hope);
        });
  }

  /** What was settled stays, or is open again once nothing that it was settled for is left. */
  private static <T> boolean lost(Optional<T> was, Optional<T> is, boolean hope) {
    return was.isPresent() && !was.equals(is) && (hope || is.isPresent());
  }

  private static Optional<Long> optional(OptionalLong number) {
    return number.stream().boxed().findFirst();
  }

  private static boolean isHope(ResultFacts result) {
    return result.isInProgress() || result.state().isUseful();
  }

  static Stream<String> toUnfit(Change change) {
    return sent(
        change,
        sent -> {
          HostDescription host = sent.description();
          Version version = sent.version();
          Version meant =
              sent.now.apps().versions().get(sent.now.batches().get(sent.unit().batch()).version());
          return version.app() != meant.app()
              || version.number() != meant.number()
              || !host.platforms().contains(version.platform())
              || !host.features().containsAll(version.features())
              || host.processors() < version.processors()
              || (sent.policy().beta() && !host.beta());
        });
  }

  static Stream<String> toOthers(Change change) {
    return sent(
        change,
        sent -> {
          Ties ties = sent.unit().ties();
          return ties.host().orElse(sent.host().id()) != sent.host().id()
              || ties.user().orElse(sent.host().user()) != sent.host().user();
        });
  }

  static Stream<String> resting(Change change) {
    return sent(change, Sent::rests);
  }

  static Stream<String> overdueAtRest(Change change) {
    return change.results(
        (was, is) -> {
          UnitFacts before = change.before().units().get(is.unit());
          UnitFacts now = change.now().units().get(is.unit());
          return was.isInProgress()
              && is.state().isSilent()
              && before.rests()
              && now != null
              && now.rests();
        });
  }

  static Stream<String> unconfirmed(Change change) {
    return sent(
        change,
        sent ->
            sent.unit().bounds().minQuorum() < sent.policy().adaptiveQuorum()
                && isForAnybody(sent.unit().ties())
                && sent.validInRow() < TRUSTED);
  }

  private static boolean isForAnybody(Ties ties) {
    return ties.host().isEmpty() && ties.user().isEmpty();
  }

  static Stream<String> beyondQuota(Change change) {
    return sent(
        change,
        sent ->
            sent.policy().dailyQuota() > 0
                && (sent.history().sent() > sent.quota() || sentToday(sent) > sent.quota()));
  }

  private static long sentToday(Sent one) {
    long day = one.result.sent().orElseThrow() / DAY;
    return one.now.results().values().stream()
        .filter(result -> result.host().equals(one.result.host()))
        .filter(result -> result.version().equals(one.result.version()))
        .filter(result -> result.sent().orElseThrow() / DAY == day)
        .count();
  }

  static Stream<String> beyondLimits(Change change) {
    return sent(
        change,
        sent ->
            count(sent, other -> isOn(other, sent)) > change.terms().maxTasks()
                || isBeyond(sent, sent.policy().maxPerHost(), other -> isOn(other, sent))
                || isBeyond(
                    sent,
                    sent.policy().maxPerUser(),
                    other -> Objects.equals(other.user(), sent.result.user())));
  }

  private static boolean isOn(ResultFacts other, Sent sent) {
    return other.host().equals(sent.result.host());
  }

  private static boolean isBeyond(Sent sent, int limit, Predicate<ResultFacts> which) {
    Map<Long, Version> versions = sent.now.apps().versions();
    return limit > 0
        && count(
                sent,
                which.and(
                    other ->
                        versions.get(other.version().orElseThrow()).app() == sent.version().app()))
            > limit;
  }

  private static long count(Sent sent, Predicate<ResultFacts> which) {
    return sent.now.results().values().stream()
        .filter(ResultFacts::isInProgress)
        .filter(which)
        .count();
  }
}
