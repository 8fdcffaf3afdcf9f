package org.idlewild.scheduler.decision;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.scheduler.store.HostHistories;
import org.idlewild.scheduler.store.LocalFiles;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;
import org.idlewild.work.Transition;
import org.idlewild.work.Workunit;

/**
 * Decides what follows for workunits, and writes it. To be called in the transaction that loaded
 * them.
 */
@Singleton
public class Decisions {
  private final Workunits workunits;
  private final Deletions deletions;
  private final BatchPolicies policies;
  private final TailWatch tails;
  private final LocalFiles files;
  private final HostHistories histories;
  private final Catalogue catalogue;
  private final LifecycleSettings settings;

  @Inject
  Decisions(
      Workunits workunits,
      Deletions deletions,
      BatchPolicies policies,
      TailWatch tails,
      LocalFiles files,
      HostHistories histories,
      Catalogue catalogue,
      LifecycleSettings settings) {
    this.workunits = workunits;
    this.deletions = deletions;
    this.policies = policies;
    this.tails = tails;
    this.files = files;
    this.histories = histories;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** What follows for a workunit from what there is. */
  public Decision of(Workunits.Whole whole, Instant now) {
    return of(whole, whole.workunit(), List.of(), now);
  }

  /**
   * What follows for a workunit once this is so.
   *
   * @param workunit as it is now
   * @param changed those of its results that are otherwise than before
   */
  public Decision of(Workunits.Whole whole, Workunit workunit, List<Result> changed, Instant now) {
    Map<Long, Result> results = new LinkedHashMap<>();
    whole.results().forEach(result -> results.put(result.id(), result));
    changed.forEach(result -> results.put(result.id(), result));
    boolean staticClass = whole.fixedClass() || policies.of(whole.batch()).staticClass();
    Transition next =
        Transition.of(
            workunit,
            List.copyOf(results.values()),
            staticClass,
            whole.rest(),
            settings.delays(),
            now);
    Map<Long, Result> all = new LinkedHashMap<>();
    changed.forEach(result -> all.put(result.id(), result));
    next.changed().forEach(result -> all.put(result.id(), result));
    return new Decision(
        whole,
        next.workunit(),
        next.rest(),
        List.copyOf(all.values()),
        next.resultsToMake(),
        priority(whole, next.retry()));
  }

  /** One more result than the target asks for, as urgent as one that replaces a lost one. */
  public static Decision hastened(Workunits.Whole whole) {
    return new Decision(whole, whole.workunit(), whole.rest(), List.of(), 1, priority(whole, true));
  }

  /** Whether something can be sent after these that could not be sent before. */
  public static boolean makeWork(Collection<Decision> decisions) {
    return decisions.stream()
        .anyMatch(
            each ->
                each.more() > 0
                    || each.changed().stream()
                        .anyMatch(result -> result.serverState() == ServerState.UNSENT));
  }

  /** Whether there is something to delete after these that was needed before. */
  public static boolean release(Collection<Decision> decisions) {
    return decisions.stream()
        .flatMap(each -> each.changed().stream())
        .anyMatch(result -> result.fileDeleteState() == FileDeleteState.READY);
  }

  private static int priority(Workunits.Whole whole, boolean urgent) {
    return whole.workunit().rules().priority() + (urgent ? 1 : 0);
  }

  /** Writes decisions and what they mean for hosts and batches. */
  public void write(List<Decision> decided, Instant now) {
    List<Decision> decisions = deletions.done(decided);
    workunits.save(decisions);
    Faults.at(Point.WORKUNIT_SAVED);
    histories.change(decisions.stream().flatMap(this::silences).toList());
    Map<Long, List<Long>> added = workunits.addResults(decisions);
    if (!added.isEmpty()) {
      Faults.at(Point.RESULTS_ADDED);
    }
    for (Decision each : decisions) {
      List<Long> fresh = added.get(each.workunit().id());
      if (fresh != null && policies.of(each.from().batch()).locality()) {
        files.add(each.workunit().id(), fresh);
      }
    }
    tails.begin(decisions, now);
  }

  /** What deadlines that passed say about hosts. */
  private Stream<HostHistories.Change> silences(Decision decision) {
    return decision.changed().stream()
        .filter(result -> result.outcome() == Outcome.NO_REPLY)
        .filter(result -> wasInProgress(decision.from(), result))
        .map(silent -> silence(silent, decision.from().workunit().rules().delayBound()));
  }

  private static boolean wasInProgress(Workunits.Whole whole, Result result) {
    return whole.results().stream()
        .filter(before -> before.id() == result.id())
        .anyMatch(before -> before.serverState() == ServerState.IN_PROGRESS);
  }

  private HostHistories.Change silence(Result silent, Duration delayBound) {
    long version = silent.appVersion().orElseThrow();
    int limit = catalogue.policyOf(version).dailyQuota();
    return new HostHistories.Change(
        silent.host().orElseThrow(), version, past -> past.silent(limit, delayBound));
  }
}
