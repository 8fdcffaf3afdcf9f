package org.idlewild.scheduler.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.HostClass;
import org.idlewild.work.Limits;
import org.idlewild.work.Redundancy;
import org.idlewild.work.Target;
import org.idlewild.work.Terms;
import org.idlewild.work.Workunit;

/** Makes workunits to be out of a request's units. Pure. */
final class Drafts {
  private static final double MOST_FLOPS = 1e24;
  private static final long MOST_SECONDS = 31_536_000;

  private final BatchRequest request;
  private final Workunit.Rules rules;
  private final Limits limits;
  private final Redundancy redundancy;
  private final Map<TargetRequest, Targets.Found> targets;

  /**
   * For a batch.
   *
   * @param rules of workunits that are for anybody
   * @param limits what a task may use
   * @param redundancy how alike the hosts of a workunit must be
   * @param targets what the units' targets mean
   */
  Drafts(
      BatchRequest request,
      Workunit.Rules rules,
      Limits limits,
      Redundancy redundancy,
      Map<TargetRequest, Targets.Found> targets) {
    this.request = request;
    this.rules = rules;
    this.limits = limits;
    this.redundancy = redundancy;
    this.targets = targets;
  }

  /** All of them, those of one unit side by side. */
  List<Workunits.Draft> all() {
    List<Unit> units = request.units();
    long total = units.stream().mapToLong(unit -> found(unit).targets().size()).sum();
    Checks.require(
        total <= Parameters.MOST,
        "the batch has "
            + total
            + " workunits when there is one for every host; at most "
            + Parameters.MOST
            + " are taken");
    checkQuorum();
    List<Workunits.Draft> drafts = new ArrayList<>((int) total);
    for (int i = 0; i < units.size(); i++) {
      add(drafts, units.get(i), i);
    }
    return drafts;
  }

  private Targets.Found found(Unit unit) {
    return unit.target() == null ? Targets.Found.ANYBODY : targets.get(unit.target());
  }

  /** A quorum that would be left out of account everywhere was meant otherwise. */
  private void checkQuorum() {
    boolean hostsAlone =
        request.units().stream()
            .allMatch(unit -> unit.target() != null && unit.target().user() == null);
    Checks.require(
        !hostsAlone || request.quorum() == null || request.quorum() == 1,
        "workunits that are each for one host have a quorum of 1");
  }

  private void add(List<Workunits.Draft> drafts, Unit unit, int index) {
    double flops =
        unit.flopsEstimate() == null
            ? 0
            : Checks.amount(
                unit.flopsEstimate(), MOST_FLOPS, "the flopsEstimate of workunit " + index);
    Duration leastRun = leastRun(unit, index);
    Optional<String> hostClass = hostClass(unit, index);
    Targets.Found found = found(unit);
    Workunit.Rules own = rules(unit, found, index);
    for (Target target : found.targets()) {
      drafts.add(
          new Workunits.Draft(
              unit.parameter(), unit.files(), own, new Terms(target, flops, leastRun, hostClass)));
    }
  }

  private Optional<String> hostClass(Unit unit, int index) {
    if (unit.hostClass() == null) {
      return Optional.empty();
    }
    List<String> names = HostClass.names(redundancy);
    Checks.require(
        !names.isEmpty(),
        "workunit "
            + index
            + " has a hostClass, but the redundancy of its app is any; set it to system or"
            + " processor first");
    Checks.require(
        names.contains(unit.hostClass()),
        "the hostClass of workunit "
            + index
            + " is one of "
            + String.join(", ", names)
            + ", not '"
            + Checks.shown(unit.hostClass())
            + "'");
    return Optional.of(unit.hostClass());
  }

  private Duration leastRun(Unit unit, int index) {
    if (unit.leastRunSeconds() == null) {
      return Duration.ZERO;
    }
    long seconds =
        Checks.between(
            unit.leastRunSeconds(), 0, MOST_SECONDS, "the leastRunSeconds of workunit " + index);
    Checks.require(
        seconds < limits.elapsedSeconds(),
        "the leastRunSeconds of workunit "
            + index
            + " are less than the app version's elapsedSeconds, "
            + limits.elapsedSeconds());
    return Duration.ofSeconds(seconds);
  }

  /**
   * A host computes a workunit once, so one for so many hosts never gets more results than there
   * are hosts: it fails instead of waiting for ever.
   */
  private Workunit.Rules rules(Unit unit, Targets.Found found, int index) {
    if (unit.target() == null) {
      return rules;
    }
    int quorum = unit.target().user() == null || request.quorum() == null ? 1 : rules.minQuorum();
    Checks.require(
        quorum <= found.hosts(),
        "the user of workunit "
            + index
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
