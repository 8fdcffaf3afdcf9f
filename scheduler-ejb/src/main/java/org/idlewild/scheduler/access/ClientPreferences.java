package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.store.Clients;
import org.idlewild.scheduler.store.Transactions;

/** Preferences that hold on all BOINC clients of an account. Threads: any. */
@Singleton
public class ClientPreferences {
  private final Clients clients;
  private final Transactions transactions;
  private final ClientAccounts accounts;

  @Inject
  ClientPreferences(Clients clients, Transactions transactions, ClientAccounts accounts) {
    this.clients = clients;
    this.transactions = transactions;
    this.accounts = accounts;
  }

  /**
   * An account's preferences.
   *
   * @param text as a client takes it
   * @param since when they were changed, to the second
   */
  public record Stored(String text, Instant since) {}

  /** What an account's owner wants; empty when nothing was ever said. */
  public Optional<Stored> of(long account) {
    return transactions
        .call(() -> clients.preferences(account))
        .map(
            stored ->
                new Stored(
                    GlobalPreferences.ofClient(stored.text()).text(stored.since().getEpochSecond()),
                    stored.since()));
  }

  /** Changes the caller's. The account need not have clients yet. */
  public Stored put(Caller caller, GlobalPreferences preferences, Instant now) {
    accounts.key(caller, Optional.empty(), false, now);
    return put(caller.userId(), preferences, now);
  }

  /**
   * Keeps those of an account that clients attach to.
   *
   * @param changed when somebody changed them, by whatever clock; the newest stay
   */
  public Stored put(long account, GlobalPreferences preferences, Instant changed) {
    Instant since = Instant.ofEpochSecond(changed.getEpochSecond());
    String text = preferences.text(since.getEpochSecond());
    transactions.run(() -> clients.keepPreferences(account, text, since));
    return of(account).orElseGet(() -> new Stored(text, since));
  }
}
