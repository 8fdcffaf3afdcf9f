package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Visit;
import org.idlewild.scheduler.store.Visits;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;

/** What a host has, and what it should have. To be called in a transaction. */
@Singleton
class Holdings {
  private final Results results;
  private final Workunits workunits;
  private final Visits visits;

  @Inject
  Holdings(Results results, Workunits workunits, Visits visits) {
    this.results = results;
    this.workunits = workunits;
    this.visits = visits;
  }

  /**
   * What follows from what a host has.
   *
   * @param again what it lost and is still to do
   * @param abort what it has and nobody needs
   * @param abortUnlessBegun the same, but what it has begun is still of use
   * @param suspend what it has and is to let rest
   */
  record Holding(
      List<Orders.Given> again,
      List<Long> abort,
      List<Long> abortUnlessBegun,
      List<Suspension> suspend) {}

  /** Looks at what a host has. What it should have and does not list was lost on the way. */
  Holding of(Visit visit, HostRequest request, Round round) {
    List<Visit.Held> here = visit.inProgress();
    Set<Long> held = request.held().orElseGet(() -> ids(here));
    List<Orders.Given> again = new ArrayList<>();
    for (Visit.Held lost : here) {
      if (held.contains(lost.result().id())) {
        continue;
      }
      if (lost.settled()) {
        drop(visit, lost.result(), round);
      } else if (rest(visit, lost).isEmpty()) {
        again.add(again(lost.result(), round.now()));
      }
    }
    List<Long> answered = answered(request, held, here);
    return new Holding(
        again,
        unwanted(visit, held, answered),
        request.begun().isPresent() ? List.of() : answered,
        suspended(visit, held));
  }

  private static Set<Long> ids(List<Visit.Held> here) {
    return here.stream().map(each -> each.result().id()).collect(Collectors.toSet());
  }

  private static Optional<String> rest(Visit visit, Visit.Held held) {
    return visit.record().paused() ? Optional.of("this host is paused") : held.rest();
  }

  private static List<Suspension> suspended(Visit visit, Set<Long> held) {
    return visit.inProgress().stream()
        .filter(each -> held.contains(each.result().id()))
        .flatMap(
            each -> rest(visit, each).map(why -> new Suspension(each.result().id(), why)).stream())
        .toList();
  }

  private void drop(Visit visit, Result result, Round round) {
    workunits.touch(result.workunit(), round.now());
    Faults.at(Point.LOST_TOUCHED);
    if (results.drop(result.id())) {
      round.drop();
    }
    Faults.at(Point.LOST_DROPPED);
    visit.ended(result.id());
  }

  private static Orders.Given again(Result result, Instant now) {
    Duration left = Duration.between(now, result.reportDeadline().orElse(now));
    return new Orders.Given(
        result.id(),
        result.workunit(),
        result.appVersion().orElseThrow(),
        left.isNegative() ? Duration.ZERO : left,
        Optional.empty());
  }

  /**
   * Held by the host, and neither awaited from it nor of any use. What it was given up for is still
   * of use while its workunit has no answer: a host that was away for long may be the first to
   * bring one. What it has begun goes on when another's answer came first, and is paid if it agrees
   * (BOINC: abort if not started).
   */
  private List<Long> unwanted(Visit visit, Set<Long> held, List<Long> answered) {
    Set<Long> wanted = new HashSet<>(answered);
    visit.inProgress().stream()
        .filter(each -> !each.settled())
        .forEach(each -> wanted.add(each.result().id()));
    List<Long> others = held.stream().filter(id -> !wanted.contains(id)).toList();
    visits.results(others).stream()
        .filter(each -> each.result().outcome() == Outcome.NO_REPLY && !each.settled())
        .filter(each -> each.result().host().orElse(-1) == visit.host().id())
        .forEach(each -> wanted.add(each.result().id()));
    return others.stream().filter(id -> !wanted.contains(id)).sorted().toList();
  }

  /** What it holds, and may have begun, of workunits that others answered. */
  private static List<Long> answered(HostRequest request, Set<Long> held, List<Visit.Held> here) {
    Set<Long> begun = request.begun().orElse(held);
    return here.stream()
        .filter(Visit.Held::answered)
        .map(each -> each.result().id())
        .filter(begun::contains)
        .toList();
  }
}
