package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The accounts and hosts of BOINC's clients. To be called in a transaction. */
@Singleton
public class Clients {
  private static final String ACCOUNT =
      "SELECT account_id, email, password, created FROM client_account WHERE ";
  private static final String HOST =
      "SELECT host_id, account_id, cpid, sequence_number FROM client_host WHERE ";

  private final Database database;

  @Inject
  Clients(Database database) {
    this.database = database;
  }

  /**
   * An account that clients attach to.
   *
   * @param id the account's
   * @param email what its owner signs in with; empty for one with a key alone
   * @param password what checks that it is the owner
   * @param since when the key was made
   */
  public record Account(
      long id, Optional<String> email, Optional<String> password, Instant since) {}

  /**
   * A client as a host.
   *
   * @param cpid what it calls itself
   * @param sequence the number of its last request
   */
  public record Host(long id, long account, String cpid, long sequence) {}

  public Optional<Account> account(long id) {
    return accounts(ACCOUNT + "account_id = ?", id);
  }

  public Optional<Account> withKey(String sha256) {
    return accounts(ACCOUNT + "key_sha256 = ?", sha256);
  }

  public Optional<Account> withEmail(String email) {
    return accounts(ACCOUNT + "email = ?", email);
  }

  public void add(Account account, String keySha256) {
    bound(
            "INSERT INTO client_account (account_id, key_sha256, email, password, created)"
                + " VALUES (?, ?, ?, ?, ?)",
            account.id(),
            keySha256,
            account.email().orElse(null),
            account.password().orElse(null),
            account.since().toEpochMilli())
        .executeUpdate();
  }

  /** Changes what its owner signs in with. */
  public void change(long account, String email, String password) {
    bound(
            "UPDATE client_account SET email = ?, password = ? WHERE account_id = ?",
            email,
            password,
            account)
        .executeUpdate();
  }

  /** Gives an account another key. */
  public void renew(long account, String keySha256, Instant since) {
    bound(
            "UPDATE client_account SET key_sha256 = ?, created = ? WHERE account_id = ?",
            keySha256,
            since.toEpochMilli(),
            account)
        .executeUpdate();
  }

  public Optional<Host> host(long id) {
    return hosts(bound(HOST + "host_id = ?", id));
  }

  /** The newest host of an account that calls itself so. */
  public Optional<Host> calling(long account, String cpid) {
    return hosts(bound(HOST + "account_id = ? AND cpid = ? ORDER BY host_id DESC", account, cpid));
  }

  public void add(Host host) {
    bound(
            "INSERT INTO client_host (host_id, account_id, cpid, sequence_number)"
                + " VALUES (?, ?, ?, ?)",
            host.id(),
            host.account(),
            host.cpid(),
            host.sequence())
        .executeUpdate();
  }

  /** Notes what a client called itself and which request it was. */
  public void heard(Host host) {
    bound(
            "UPDATE client_host SET cpid = ?, sequence_number = ? WHERE host_id = ?",
            host.cpid(),
            host.sequence(),
            host.id())
        .executeUpdate();
  }

  /** What an account's owner wants of all clients, and since when. */
  public record Preferences(String text, Instant since) {}

  public Optional<Preferences> preferences(long account) {
    return first(
            bound(
                "SELECT preferences, preferences_time FROM client_account"
                    + " WHERE account_id = ? AND preferences IS NOT NULL",
                account))
        .map(row -> new Preferences(String.valueOf(row[0]), Instant.ofEpochMilli(number(row[1]))));
  }

  /** Keeps preferences unless newer ones are there. */
  public void keepPreferences(long account, String text, Instant since) {
    bound(
            "UPDATE client_account SET preferences = ?, preferences_time = ?"
                + " WHERE account_id = ? AND preferences_time <= ?",
            text,
            since.toEpochMilli(),
            account,
            since.toEpochMilli())
        .executeUpdate();
  }

  public boolean isDetached(long host) {
    return !bound("SELECT 1 FROM client_host WHERE host_id = ? AND detached = TRUE", host)
        .getResultList()
        .isEmpty();
  }

  /** Notes whether a client is to leave. */
  public void detach(long host, boolean detached) {
    bound("UPDATE client_host SET detached = ? WHERE host_id = ?", detached, host).executeUpdate();
  }

  private Optional<Account> accounts(String query, Object value) {
    return first(bound(query, value))
        .map(
            row ->
                new Account(
                    number(row[0]),
                    Optional.ofNullable((String) row[1]),
                    Optional.ofNullable((String) row[2]),
                    Instant.ofEpochMilli(number(row[3]))));
  }

  private static Optional<Host> hosts(Query query) {
    return first(query)
        .map(row -> new Host(number(row[0]), number(row[1]), (String) row[2], number(row[3])));
  }

  private static Optional<Object[]> first(Query query) {
    List<?> rows = query.setMaxResults(1).getResultList();
    return rows.stream().findFirst().map(Object[].class::cast);
  }

  private Query bound(String statement, Object... values) {
    Query query = em().createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query;
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private EntityManager em() {
    return database.em();
  }
}
