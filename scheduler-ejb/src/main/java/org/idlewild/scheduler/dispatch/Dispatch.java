package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Offers;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Visit;
import org.idlewild.scheduler.store.Visits;
import org.idlewild.scheduler.store.Waiting;

/**
 * Answers hosts' requests for work, round by round: {@link #begin}, {@link #answer} for each and
 * {@link #write} in one transaction, and {@link #written} after it. Rounds come one after the
 * other.
 *
 * <p>What a host should have and does not list was lost on the way: it is ordered again, or dropped
 * when nobody needs it any more. So a reply that never arrived leaves no ghost. What rests is
 * ordered again when it goes on.
 */
@Singleton
public class Dispatch {
  private final Visits visits;
  private final Offers offers;
  private final Holdings holdings;
  private final Fresh fresh;
  private final Candidates candidates;
  private final Orders orders;
  private final Sending sending;
  private final Needs needs;
  private final DispatchSettings settings;
  private final Wake wake;

  @Inject
  Dispatch(
      Visits visits,
      Offers offers,
      Holdings holdings,
      Fresh fresh,
      Candidates candidates,
      Orders orders,
      Sending sending,
      Needs needs,
      DispatchSettings settings,
      Wake wake) {
    this.visits = visits;
    this.offers = offers;
    this.holdings = holdings;
    this.fresh = fresh;
    this.candidates = candidates;
    this.orders = orders;
    this.sending = sending;
    this.needs = needs;
    this.settings = settings;
    this.wake = wake;
  }

  /**
   * A new round. To be called in a transaction.
   *
   * @param asking the hosts that want more work
   * @param touched workunits whose rows the transaction has written by now
   */
  public Round begin(Collection<Visit> asking, Collection<Long> touched, Instant now) {
    List<Hosts.Host> hosts = asking.stream().map(Visit::host).toList();
    Map<Long, List<Waiting.Unsent>> targeted = candidates.targeted(hosts);
    boolean limited = !hosts.isEmpty() && (!targeted.isEmpty() || candidates.areLimitedByUser());
    List<Long> users =
        limited ? hosts.stream().map(Hosts.Host::account).distinct().sorted().toList() : List.of();
    // Another node must not give a user the same at the same time.
    visits.holdUsers(users);
    return new Round(now, touched, targeted, users.isEmpty() ? Map.of() : offers.ofUsers(users));
  }

  /** Decides what a host gets in a round. To be called in the same transaction, once for each. */
  public void answer(Round round, Visit visit, HostRequest request) {
    Holdings.Holding holding = holdings.of(visit, request, round);
    List<Orders.Given> given = new ArrayList<>(holding.again());
    given.addAll(
        fresh.send(visit, request, request.wanted().tasks() - holding.again().size(), round));
    round.answer(request.hostId(), new Round.Answer(holding, given));
  }

  /**
   * Writes what was decided. To be called in the same transaction.
   *
   * @return what each host is told, by its id
   */
  public Map<Long, Assignment> write(Round round) {
    sending.write(round);
    Faults.at(Point.ASSIGNMENT_WRITTEN);
    return round.answers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> assignment(each.getValue())));
  }

  private Assignment assignment(Round.Answer answer) {
    return new Assignment(
        orders.of(answer.given()),
        answer.holding().abort(),
        answer.holding().abortUnlessBegun(),
        answer.holding().suspend(),
        candidates.areLocal(),
        settings.nextContact());
  }

  /** To be called after the commit. */
  public void written(Round round) {
    Faults.at(Point.ASSIGNMENT_MADE);
    round.sent().stream().map(Results.Sent::result).forEach(candidates::sent);
    needs.settle(round);
    if (round.hasDropped()) {
      wake.up(PassName.TRANSITIONER);
    }
    if (candidates.runLow()) {
      wake.up(PassName.FEEDER);
    }
    Faults.at(Point.ASSIGNMENT_ANNOUNCED);
  }
}
