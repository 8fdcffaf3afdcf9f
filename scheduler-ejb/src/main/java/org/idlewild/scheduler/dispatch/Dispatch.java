package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Transactions;

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
  private final Holdings holdings;
  private final Fresh fresh;
  private final Candidates candidates;
  private final Orders orders;
  private final DispatchSettings settings;
  private final Wake wake;

  @Inject
  Dispatch(
      Transactions transactions,
      Hosts hosts,
      Holdings holdings,
      Fresh fresh,
      Candidates candidates,
      Orders orders,
      DispatchSettings settings,
      Wake wake) {
    this.transactions = transactions;
    this.hosts = hosts;
    this.holdings = holdings;
    this.fresh = fresh;
    this.candidates = candidates;
    this.orders = orders;
    this.settings = settings;
    this.wake = wake;
  }

  /**
   * Answers.
   *
   * @throws Refused NOT_FOUND for a host that never enrolled
   */
  public Assignment request(HostRequest request, Instant now) {
    Answer answer;
    try (Reservations reservations = candidates.reservations()) {
      answer = transactions.call(() -> answer(request, now, reservations));
      Faults.at(Point.ASSIGNMENT_MADE);
      answer.sent().forEach(candidates::sent);
    }
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

  private Answer answer(HostRequest request, Instant now, Reservations reservations) {
    // What a transaction had that was undone is not sent.
    reservations.close();
    Hosts.Host host =
        hosts
            .contact(request.hostId(), request.description(), now)
            .orElseThrow(
                () -> new Refused(Refused.Reason.NOT_FOUND, "this host never enrolled here"));
    Holdings.Holding holding = holdings.of(request, now);
    List<Orders.Given> given = new ArrayList<>(holding.again());
    List<Orders.Given> sent =
        fresh.send(
            host,
            request.files(),
            request.wanted().upTo(request.wanted().tasks() - given.size()),
            now,
            reservations);
    given.addAll(sent);
    Faults.at(Point.ASSIGNMENT_WRITTEN);
    return new Answer(
        new Assignment(
            orders.of(given),
            holding.abort(),
            holding.abortUnlessBegun(),
            holding.suspend(),
            candidates.areLocal(),
            settings.nextContact()),
        sent.stream().map(Orders.Given::result).toList(),
        holding.dropped());
  }
}
