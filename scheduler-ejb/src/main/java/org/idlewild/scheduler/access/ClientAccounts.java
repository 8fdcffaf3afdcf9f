package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.settings.ClientSettings;
import org.idlewild.scheduler.store.Clients;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.Transactions;

/**
 * The accounts that BOINC's clients attach to. A client keeps its account's key in the clear and
 * shows it with each request, so the key opens nothing but that: it can neither submit nor manage
 * anything. Threads: any.
 */
@Singleton
public class ClientAccounts {
  private static final String EMAIL = "[^\\s@<>&\"']{1,100}@[^\\s@<>&\"']{1,100}";
  private static final String HASH = "[0-9a-f]{32}";
  private static final int MOST_NAME = 80;

  private final Clients clients;
  private final Identities identities;
  private final Ids ids;
  private final Transactions transactions;
  private final Secrets secrets;
  private final ClientSeals seals;
  private final Passwords passwords;
  private final ClientSettings settings;

  @Inject
  ClientAccounts(
      Clients clients,
      Identities identities,
      Ids ids,
      Transactions transactions,
      Secrets secrets,
      ClientSeals seals,
      Passwords passwords,
      ClientSettings settings) {
    this.clients = clients;
    this.identities = identities;
    this.ids = ids;
    this.transactions = transactions;
    this.secrets = secrets;
    this.seals = seals;
    this.passwords = passwords;
    this.settings = settings;
  }

  /** An account with the key that its clients show. */
  public record Known(long account, String name, String key) {
    @Override
    public String toString() {
      return "Known[" + account + ", " + name + "]";
    }
  }

  /**
   * A key to attach clients with.
   *
   * @param user whose; empty means the caller's
   * @param renew whether it is to be another than before, which detaches all clients that have that
   * @throws Refused FORBIDDEN for another's unless an operator asks, NOT_FOUND for an unknown user
   */
  public Known key(Caller by, Optional<String> user, boolean renew, Instant now) {
    String name = user.orElse(by.name());
    if (!name.equals(by.name())) {
      by.requireOperator();
    }
    return transactions.call(
        () -> {
          Identities.Account account =
              identities
                  .named(name)
                  .orElseThrow(
                      () -> new Refused(Refused.Reason.NOT_FOUND, "there is no user " + name));
          Optional<Clients.Account> before = clients.account(account.id());
          if (before.isPresent() && renew) {
            clients.renew(account.id(), hash(account.id(), now), now);
          } else if (before.isEmpty()) {
            add(account.id(), Optional.empty(), Optional.empty(), now);
          }
          Instant since = before.filter(some -> !renew).map(Clients.Account::since).orElse(now);
          return new Known(account.id(), name, key(account.id(), since));
        });
  }

  /**
   * Lets an account's owner attach clients by e-mail and password.
   *
   * @throws Refused MALFORMED, or CONFLICT when another account has that address
   */
  public void signIn(Caller by, Optional<String> user, Login login, Instant now) {
    check(login);
    Known known = key(by, user, false, now);
    String password = passwords.sealed(login.passwordHash());
    transactions.run(
        () -> {
          clients
              .withEmail(login.address())
              .filter(other -> other.id() != known.account())
              .ifPresent(other -> refuse(Refused.Reason.CONFLICT, "this e-mail is taken"));
          clients.change(known.account(), login.address(), password);
        });
  }

  /**
   * What a client sends of e-mail and password.
   *
   * @param email whichever the case of its letters
   * @param passwordHash the MD5 sum of the password and the e-mail in small letters
   */
  public record Login(String email, String passwordHash) {
    String address() {
      return email.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return "Login[" + email + "]";
    }
  }

  /** The account that a client's key is of. */
  public Optional<Caller> withKey(String key) {
    return transactions.call(
        () ->
            clients
                .withKey(Secrets.hash(key))
                .flatMap(account -> identities.withId(account.id()))
                .map(
                    account ->
                        new Caller(account.id(), account.name(), Role.valueOf(account.role()))));
  }

  /**
   * The account of an e-mail, for who knows its password.
   *
   * @return empty for a wrong password and for an unknown address alike
   * @throws Refused BUSY when too many tries have failed lately
   */
  public Optional<Known> login(Login login, Instant now) {
    Optional<Clients.Account> account = transactions.call(() -> clients.withEmail(login.address()));
    String sealed = account.flatMap(Clients.Account::password).orElse("");
    if (!passwords.isRight(login.address(), login.passwordHash(), sealed, now)) {
      return Optional.empty();
    }
    return account.map(this::known);
  }

  private Known known(Clients.Account account) {
    String name = transactions.call(() -> identities.withId(account.id()).orElseThrow().name());
    return new Known(account.id(), name, key(account.id(), account.since()));
  }

  /**
   * Makes an account for a stranger. Asked again with the same password it answers as before.
   *
   * @throws Refused FORBIDDEN where strangers make none, MALFORMED, CONFLICT for an address that is
   *     taken
   */
  public Known create(Login login, String userName, Instant now) {
    if (!settings.openAccounts()) {
      throw new Refused(
          Refused.Reason.FORBIDDEN, "accounts are made by the operator of this project");
    }
    check(login);
    if (transactions.call(() -> clients.withEmail(login.address())).isPresent()) {
      return login(login, now)
          .orElseThrow(() -> new Refused(Refused.Reason.CONFLICT, "this e-mail is taken"));
    }
    long id = ids.next(Ids.Kind.ACCOUNT);
    String password = passwords.sealed(login.passwordHash());
    return transactions.call(
        () -> {
          String name = name(userName, id);
          // Its token is told to nobody: a volunteer needs none to attach a client.
          identities.add(
              new Identities.Account(id, name, Role.VOLUNTEER.name()),
              Secrets.hash(secrets.fresh()),
              now);
          add(id, Optional.of(login.address()), Optional.of(password), now);
          return new Known(id, name, key(id, now));
        });
  }

  /** Names are unique here and need not be at BOINC. */
  private String name(String wanted, long id) {
    String plain = wanted.replaceAll("[^A-Za-z0-9._@ -]", "").strip().replaceAll("^[._@ -]+", "");
    String begun = plain.substring(0, Math.min(MOST_NAME, plain.length())).strip();
    String name = begun.isEmpty() ? "volunteer " + id : begun;
    return identities.named(name).isPresent() ? name + " " + id : name;
  }

  private static void check(Login login) {
    if (login.email() == null || !login.address().matches(EMAIL)) {
      refuse(Refused.Reason.MALFORMED, "an e-mail address like ann@example.org is expected");
    }
    if (login.passwordHash() == null || !login.passwordHash().matches(HASH)) {
      refuse(Refused.Reason.MALFORMED, "the password's hash is 32 hexadecimal digits");
    }
  }

  private static void refuse(Refused.Reason reason, String sentence) {
    throw new Refused(reason, sentence);
  }

  private void add(long id, Optional<String> email, Optional<String> password, Instant now) {
    clients.add(new Clients.Account(id, email, password, now), hash(id, now));
  }

  private String hash(long account, Instant since) {
    return Secrets.hash(key(account, since));
  }

  private String key(long account, Instant since) {
    return seals.mark("account", account + " " + since.toEpochMilli());
  }
}
