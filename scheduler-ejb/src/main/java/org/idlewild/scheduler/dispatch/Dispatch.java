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
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Offers;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Match;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;

/**
 * Answers a host's request for work. Threads: any.
 *
 * <p>What a host should have and does not list was lost on the way: it is ordered again, or dropped
 * when nobody needs it any more. So a reply that never arrived leaves no ghost. What rests is
 * ordered again when it goes on.
 */
@Singleton
public class Dispatch {
  private final Transactions transactions;
  private final Hosts hosts;
  private final Results results;
  private final Workunits workunits;
  private final Offers offers;
  private final Selection selection;
  private final Candidates candidates;
  private final Orders orders;
  private final Suspensions suspensions;
  private final DispatchSettings settings;
  private final LifecycleSettings lifecycle;
  private final Wake wake;

  @Inject
  Dispatch(
      Transactions transactions,
      Hosts hosts,
      Results results,
      Workunits workunits,
      Offers offers,
      Selection selection,
      Candidates candidates,
      Orders orders,
      Suspensions suspensions,
      DispatchSettings settings,
      LifecycleSettings lifecycle,
      Wake wake) {
    this.transactions = transactions;
    this.hosts = hosts;
    this.results = results;
    this.workunits = workunits;
    this.offers = offers;
    this.selection = selection;
    this.candidates = candidates;
    this.orders = orders;
    this.suspensions = suspensions;
    this.settings = settings;
    this.lifecycle = lifecycle;
    this.wake = wake;
  }

  /**
   * Answers.
   *
   * @throws Refused NOT_FOUND for a host that never enrolled
   */
  public Assignment request(HostRequest request, Instant now) {
    Answer answer = transactions.call(() -> answer(request, now));
    Faults.at(Point.ASSIGNMENT_MADE);
    answer.sent().forEach(candidates::sent);
    if (answer.dropped()) {
      wake.up(PassName.TRANSITIONER);
    }
    if (candidates.runLow()) {
      wake.up(PassName.FEEDER);
    }
    Faults.at(Point.ASSIGNMENT_ANNOUNCED);
    return answer.assignment();
  }

  private record Answer(Assignment assignment, List<Long> sent, boolean dropped) {}

  private Answer answer(HostRequest request, Instant now) {
    Hosts.Host host =
        hosts
            .contact(request.hostId(), request.description(), now)
            .orElseThrow(
                () -> new Refused(Refused.Reason.NOT_FOUND, "this host never enrolled here"));
    List<Results.Placed> here = results.inProgressAt(host.id(), settings.maxTasks());
    Set<Long> settled =
        workunits.settled(here.stream().map(placed -> placed.result().workunit()).toList());
    List<Result> has = here.stream().map(Results.Placed::result).toList();
    Map<Long, String> resting = suspensions.of(host.id(), has);
    List<Result> lost =
        has.stream().filter(result -> !request.held().contains(result.id())).toList();
    List<Orders.Given> given = new ArrayList<>();
    boolean dropped = false;
    for (Result result : lost) {
      if (settled.contains(result.workunit())) {
        dropped |= drop(result, now);
      } else if (!resting.containsKey(result.id())) {
        given.add(again(result, now));
      }
    }
    List<Orders.Given> fresh = fresh(host, request, request.tasksWanted() - given.size(), now);
    given.addAll(fresh);
    List<Long> abort = unwanted(request, here, settled);
    Faults.at(Point.ASSIGNMENT_WRITTEN);
    return new Answer(
        new Assignment(
            orders.of(given),
            abort,
            suspended(request, resting),
            candidates.areLocal(),
            settings.nextContact()),
        fresh.stream().map(Orders.Given::result).toList(),
        dropped);
  }

  private List<Orders.Given> fresh(Hosts.Host host, HostRequest request, int wanted, Instant now) {
    if (wanted <= 0) {
      return List.of();
    }
    Match.Rules rules = new Match.Rules(lifecycle.oneResultPerUser(), settings.maxTasks(), now);
    Match.Offer offer = offers.of(List.of(host)).get(0);
    return selection.send(offer, request.files(), Math.min(wanted, offer.room(rules)), rules);
  }

  private static List<Suspension> suspended(HostRequest request, Map<Long, String> resting) {
    return resting.keySet().stream()
        .filter(request.held()::contains)
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
   * bring one.
   */
  private List<Long> unwanted(HostRequest request, List<Results.Placed> here, Set<Long> settled) {
    Set<Long> wanted =
        here.stream()
            .map(Results.Placed::result)
            .filter(result -> !settled.contains(result.workunit()))
            .map(Result::id)
            .collect(Collectors.toSet());
    List<Long> others = request.held().stream().filter(id -> !wanted.contains(id)).toList();
    List<Result> late =
        results.withIds(others).stream()
            .map(Results.Placed::result)
            .filter(result -> result.outcome() == Outcome.NO_REPLY)
            .filter(result -> result.host().orElse(-1) == request.hostId())
            .toList();
    Set<Long> answered = workunits.settled(late.stream().map(Result::workunit).toList());
    late.stream()
        .filter(r -> !answered.contains(r.workunit()))
        .map(Result::id)
        .forEach(wanted::add);
    return others.stream().filter(id -> !wanted.contains(id)).sorted().toList();
  }
}
