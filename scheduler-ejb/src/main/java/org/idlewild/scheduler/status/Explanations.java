package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Offers;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Explanation;
import org.idlewild.work.Match;

/** Says why workunits wait and why hosts are idle. Threads: any. */
@Singleton
public class Explanations {
  private static final int LIMIT = 1000;

  private final Transactions transactions;
  private final WaitingWork work;
  private final Hosts hosts;
  private final Offers offers;
  private final LifecycleSettings lifecycle;
  private final DispatchSettings dispatch;

  @Inject
  Explanations(
      Transactions transactions,
      WaitingWork work,
      Hosts hosts,
      Offers offers,
      LifecycleSettings lifecycle,
      DispatchSettings dispatch) {
    this.transactions = transactions;
    this.work = work;
    this.hosts = hosts;
    this.offers = offers;
    this.lifecycle = lifecycle;
    this.dispatch = dispatch;
  }

  /**
   * Why a workunit waits.
   *
   * @throws Refused NOT_FOUND or FORBIDDEN
   */
  public ExplanationView workunit(Caller caller, long id, Instant now) {
    return transactions.call(
        () -> {
          Workunits.Whole whole = work.owned(caller, id);
          List<Match.Offer> all = offers.of(hosts.page(Optional.empty(), 0, LIMIT));
          Explanation explanation =
              Explanation.ofWorkunit(work.demand(id), whole.results(), all, rules(now));
          int looked = explanation.obstacles().isEmpty() ? 0 : all.size();
          return ExplanationView.of(id, explanation, Optional.of(whole.workunit()), looked, LIMIT);
        });
  }

  /**
   * Why a host is idle.
   *
   * @throws Refused NOT_FOUND or FORBIDDEN
   */
  public ExplanationView host(Caller caller, long id, Instant now) {
    return transactions.call(
        () -> {
          Hosts.Host host =
              hosts
                  .withId(id)
                  .orElseThrow(
                      () -> new Refused(Refused.Reason.NOT_FOUND, "there is no host " + id));
          caller.requireOwner(host.account(), "this host");
          List<Match.Demand> first = work.first(host, LIMIT);
          Explanation explanation =
              Explanation.ofHost(offers.of(List.of(host)).get(0), first, rules(now));
          return ExplanationView.of(id, explanation, Optional.empty(), first.size(), LIMIT);
        });
  }

  private Match.Rules rules(Instant now) {
    return new Match.Rules(lifecycle.oneResultPerUser(), dispatch.maxTasks(), now);
  }
}
