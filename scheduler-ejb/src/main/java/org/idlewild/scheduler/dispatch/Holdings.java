package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;

/** What a host has, and what it should have. To be called in a transaction. */
@Singleton
class Holdings {
  private final Results results;
  private final Workunits workunits;
  private final Suspensions suspensions;
  private final DispatchSettings settings;

  @Inject
  Holdings(
      Results results, Workunits workunits, Suspensions suspensions, DispatchSettings settings) {
    this.results = results;
    this.workunits = workunits;
    this.suspensions = suspensions;
    this.settings = settings;
  }

  /**
   * What follows from what a host has.
   *
   * @param again what it lost and is still to do
   * @param abort what it has and nobody needs
   * @param abortUnlessBegun the same, but what it has begun is still of use
   * @param suspend what it has and is to let rest
   * @param dropped whether something that it lost was given up
   */
  record Holding(
      List<Orders.Given> again,
      List<Long> abort,
      List<Long> abortUnlessBegun,
      List<Suspension> suspend,
      boolean dropped) {}

  /** Looks at what a host has. What it should have and does not list was lost on the way. */
  Holding of(HostRequest request, Instant now) {
    List<Result> here =
        results.inProgressAt(request.hostId(), settings.maxTasks()).stream()
            .map(Results.Placed::result)
            .toList();
    Set<Long> held =
        request.held().orElseGet(() -> here.stream().map(Result::id).collect(Collectors.toSet()));
    Set<Long> settled = workunits.settled(here.stream().map(Result::workunit).toList());
    Map<Long, String> resting = suspensions.of(request.hostId(), here);
    List<Orders.Given> again = new ArrayList<>();
    boolean dropped = false;
    for (Result lost : here.stream().filter(r -> !held.contains(r.id())).toList()) {
      if (settled.contains(lost.workunit())) {
        dropped |= drop(lost, now);
      } else if (!resting.containsKey(lost.id())) {
        again.add(again(lost, now));
      }
    }
    List<Long> answered = answered(request, held, here, settled);
    return new Holding(
        again,
        unwanted(request, held, here, settled, answered),
        request.begun().isPresent() ? List.of() : answered,
        suspended(held, resting),
        dropped);
  }

  private static List<Suspension> suspended(Set<Long> held, Map<Long, String> resting) {
    return resting.keySet().stream()
        .filter(held::contains)
        .sorted()
        .map(id -> new Suspension(id, resting.get(id)))
        .toList();
  }

  private boolean drop(Result result, Instant now) {
    workunits.touch(result.workunit(), now);
    Faults.at(Point.LOST_TOUCHED);
    boolean dropped = results.drop(result.id());
    Faults.at(Point.LOST_DROPPED);
    return dropped;
  }

  private static Orders.Given again(Result result, Instant now) {
    Duration left = Duration.between(now, result.reportDeadline().orElse(now));
    return new Orders.Given(
        result.id(),
        result.workunit(),
        result.appVersion().orElseThrow(),
        left.isNegative() ? Duration.ZERO : left);
  }

  /**
   * Held by the host, and neither awaited from it nor of any use. What it was given up for is still
   * of use while its workunit has no answer: a host that was away for long may be the first to
   * bring one. What it has begun goes on when another's answer came first, and is paid if it agrees
   * (BOINC: abort if not started).
   */
  private List<Long> unwanted(
      HostRequest request,
      Set<Long> held,
      List<Result> here,
      Set<Long> settled,
      List<Long> answered) {
    Set<Long> wanted =
        here.stream()
            .filter(result -> !settled.contains(result.workunit()))
            .map(Result::id)
            .collect(Collectors.toSet());
    wanted.addAll(answered);
    List<Long> others = held.stream().filter(id -> !wanted.contains(id)).toList();
    List<Result> late =
        results.withIds(others).stream()
            .map(Results.Placed::result)
            .filter(result -> result.outcome() == Outcome.NO_REPLY)
            .filter(result -> result.host().orElse(-1) == request.hostId())
            .toList();
    Set<Long> over = workunits.settled(late.stream().map(Result::workunit).toList());
    late.stream()
        .filter(result -> !over.contains(result.workunit()))
        .map(Result::id)
        .forEach(wanted::add);
    return others.stream().filter(id -> !wanted.contains(id)).sorted().toList();
  }

  /** What it holds, and may have begun, of workunits that others answered. */
  private List<Long> answered(
      HostRequest request, Set<Long> held, List<Result> here, Set<Long> settled) {
    List<Result> begun =
        here.stream()
            .filter(result -> settled.contains(result.workunit()))
            .filter(result -> request.begun().orElse(held).contains(result.id()))
            .toList();
    Set<Long> answered = workunits.answered(begun.stream().map(Result::workunit).toList());
    return begun.stream()
        .filter(result -> answered.contains(result.workunit()))
        .map(Result::id)
        .toList();
  }
}
