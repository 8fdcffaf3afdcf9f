package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Clients;
import org.idlewild.scheduler.store.Credits;
import org.idlewild.scheduler.store.Earner;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Teams;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Earned;

/** Accounts and hosts as clients show them. Threads: any. */
@Singleton
public class ClientViews {
  private final Transactions transactions;
  private final Clients clients;
  private final Hosts hosts;
  private final Teams teams;
  private final Credits credits;

  @Inject
  ClientViews(
      Transactions transactions, Clients clients, Hosts hosts, Teams teams, Credits credits) {
    this.transactions = transactions;
    this.clients = clients;
    this.hosts = hosts;
    this.teams = teams;
    this.credits = credits;
  }

  /** What a client of an account shows on a host. */
  public ClientView of(Caller caller, long host, Instant now) {
    return transactions.call(
        () -> {
          Optional<Clients.Account> account = clients.account(caller.userId());
          return new ClientView(
              caller.name(),
              account.flatMap(Clients.Account::email),
              teams.of(caller.userId()).map(Teams.Team::name),
              account.map(Clients.Account::since).orElse(now),
              earned(Earner.USER, caller.userId(), now),
              earned(Earner.HOST, host, now),
              hosts.withId(host).map(Hosts.Host::enrolled).orElse(now));
        });
  }

  private Earned earned(Earner earner, long id, Instant now) {
    return credits.earned(earner, List.of(id)).getOrDefault(id, Earned.NOTHING).at(now);
  }
}
