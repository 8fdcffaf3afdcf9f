package org.idlewild.scheduler.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.HostClass;
import org.idlewild.work.Redundancy;
import org.idlewild.work.Target;
import org.idlewild.work.Terms;
import org.idlewild.work.Workunit;

/** Makes workunits to be out of a request's units. Pure. */
final class Drafts {
  private static final double MOST_FLOPS = 1e24;
  private static final long MOST_SECONDS = 31_536_000;

  private final Plans.Head head;
  private final List<Unit> units;
  private final IntFunction<String> who;
  private final Redundancy redundancy;
  private final Map<TargetRequest, Targets.Found> targets;

  /**
   * For units of a batch.
   *
   * @param who what the unit at an index is called in a sentence
   * @param redundancy how alike the hosts of a workunit must be
   * @param targets what the units' targets mean
   */
  Drafts(
      Plans.Head head,
      List<Unit> units,
      IntFunction<String> who,
      Redundancy redundancy,
      Map<TargetRequest, Targets.Found> targets) {
    this.head = head;
    this.units = units;
    this.who = who;
    this.redundancy = redundancy;
    this.targets = targets;
  }

  /** Those of a whole batch, those of one unit side by side. */
  List<Workunits.Draft> all() {
    checkQuorum();
    return some();
  }

  /** The same of a part of a batch. */
  List<Workunits.Draft> some() {
    long total = units.stream().mapToLong(unit -> found(unit).targets().size()).sum();
    Checks.require(
        total <= Parameters.MOST,
        "the batch has "
            + total
            + " workunits when there is one for every host; at most "
            + Parameters.MOST
            + " are taken");
    List<Workunits.Draft> drafts = new ArrayList<>((int) total);
    for (int i = 0; i < units.size(); i++) {
      add(drafts, units.get(i), who.apply(i));
    }
    return drafts;
  }

  private Targets.Found found(Unit unit) {
    return unit.target() == null ? Targets.Found.ANYBODY : targets.get(unit.target());
  }

  /** A quorum that would be left out of account everywhere was meant otherwise. */
  private void checkQuorum() {
    boolean hostsAlone =
        units.stream().allMatch(unit -> unit.target() != null && unit.target().user() == null);
    Checks.require(
        !hostsAlone || head.quorum() == null || head.quorum() == 1,
        "workunits that are each for one host have a quorum of 1");
  }

  private void add(List<Workunits.Draft> drafts, Unit unit, String whose) {
    double flops =
        unit.flopsEstimate() == null
            ? 0
            : Checks.amount(unit.flopsEstimate(), MOST_FLOPS, "the flopsEstimate of " + whose);
    Duration leastRun = leastRun(unit, whose);
    Optional<String> hostClass = hostClass(unit, whose);
    Targets.Found found = found(unit);
    Workunit.Rules own = rules(unit, found, whose);
    for (Target target : found.targets()) {
      drafts.add(
          new Workunits.Draft(
              unit.parameter(), unit.files(), own, new Terms(target, flops, leastRun, hostClass)));
    }
  }

  private Optional<String> hostClass(Unit unit, String whose) {
    if (unit.hostClass() == null) {
      return Optional.empty();
    }
    List<String> names = HostClass.names(redundancy);
    Checks.require(
        !names.isEmpty(),
        whose
            + " has a hostClass, but the redundancy of its app is any; set it to system or"
            + " processor first");
    Checks.require(
        names.contains(unit.hostClass()),
        "the hostClass of "
            + whose
            + " is one of "
            + String.join(", ", names)
            + ", not '"
            + Checks.shown(unit.hostClass())
            + "'");
    return Optional.of(unit.hostClass());
  }

  private Duration leastRun(Unit unit, String whose) {
    if (unit.leastRunSeconds() == null) {
      return Duration.ZERO;
    }
    long seconds =
        Checks.between(unit.leastRunSeconds(), 0, MOST_SECONDS, "the leastRunSeconds of " + whose);
    Checks.require(
        seconds < head.version().limits().elapsedSeconds(),
        "the leastRunSeconds of "
            + whose
            + " are less than the app version's elapsedSeconds, "
            + head.version().limits().elapsedSeconds());
    return Duration.ofSeconds(seconds);
  }

  /**
   * A host computes a workunit once, so one for so many hosts never gets more results than there
   * are hosts: it fails instead of waiting for ever.
   */
  private Workunit.Rules rules(Unit unit, Targets.Found found, String whose) {
    if (unit.target() == null) {
      return head.rules();
    }
    Workunit.Rules rules = head.rules();
    int quorum = unit.target().user() == null || head.quorum() == null ? 1 : rules.minQuorum();
    Checks.require(
        quorum <= found.hosts(),
        "the user of "
            + whose
            + " has fewer hosts ("
            + found.hosts()
            + ") than the quorum of "
            + quorum);
    return new Workunit.Rules(
        quorum,
        quorum,
        rules.maxErrorResults(),
        Math.max(quorum, Math.min(rules.maxTotalResults(), found.hosts())),
        rules.maxSuccessResults(),
        rules.delayBound(),
        rules.priority());
  }
}
