package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;

/** Accounts, and the hashes of what proves that somebody is one. To be called in a transaction. */
@Singleton
public class Identities {
  private final Database database;

  @Inject
  Identities(Database database) {
    this.database = database;
  }

  /** Somebody known; {@code role} is the name of an access role. */
  public record Account(long id, String name, String role) {}

  /** Whether there is anybody at all. */
  public boolean isEmpty() {
    return em().createQuery("SELECT COUNT(a) FROM AccountRow a", Long.class).getSingleResult() == 0;
  }

  public Optional<Account> named(String name) {
    return first(
            em().createQuery("SELECT a FROM AccountRow a WHERE a.name = :name", AccountRow.class)
                .setParameter("name", name)
                .setMaxResults(1)
                .getResultList())
        .map(Identities::account);
  }

  public Optional<Account> withId(long id) {
    return Optional.ofNullable(em().find(AccountRow.class, id)).map(Identities::account);
  }

  /** Whose token has this hash. */
  public Optional<Account> withToken(String sha256) {
    return Optional.ofNullable(em().find(ApiTokenRow.class, sha256))
        .flatMap(token -> withId(token.accountId));
  }

  /** Adds an account and the hash of its token. */
  public void add(Account account, String tokenSha256, Instant now) {
    AccountRow row = new AccountRow();
    row.id = account.id();
    row.name = account.name();
    row.role = account.role();
    row.created = now.toEpochMilli();
    em().persist(row);
    Faults.at(Point.ACCOUNT_NOTED);
    ApiTokenRow token = new ApiTokenRow();
    token.sha256 = tokenSha256;
    token.accountId = account.id();
    token.created = now.toEpochMilli();
    em().persist(token);
  }

  public void addEnrolment(String sha256, long account, Instant expires) {
    EnrolmentRow row = new EnrolmentRow();
    row.sha256 = sha256;
    row.accountId = account;
    row.expires = expires.toEpochMilli();
    em().persist(row);
  }

  /**
   * Uses an enrolment up for a host; empty when it is unknown, used or expired. Returns the
   * account.
   */
  public Optional<Long> useEnrolment(String sha256, long host, Instant now) {
    int used =
        em().createNativeQuery(
                "UPDATE enrolment SET used_by_host = ?"
                    + " WHERE sha256 = ? AND used_by_host IS NULL AND expires > ?")
            .setParameter(1, host)
            .setParameter(2, sha256)
            .setParameter(3, now.toEpochMilli())
            .executeUpdate();
    return used == 1
        ? Optional.of(em().find(EnrolmentRow.class, sha256).accountId)
        : Optional.empty();
  }

  /** The host that used an enrolment up; empty when none did. */
  public Optional<Long> enrolled(String sha256) {
    return Optional.ofNullable(em().find(EnrolmentRow.class, sha256)).map(row -> row.usedByHost);
  }

  /** A secret that all nodes share; the first to ask makes it. */
  public String secret(String name, Supplier<String> fresh) {
    ServerSecretRow row = em().find(ServerSecretRow.class, name);
    if (row == null) {
      row = new ServerSecretRow();
      row.name = name;
      row.value = fresh.get();
      em().persist(row);
      em().flush();
    }
    return row.value;
  }

  private static Account account(AccountRow row) {
    return new Account(row.id, row.name, row.role);
  }

  private static <T> Optional<T> first(List<T> rows) {
    return rows.stream().findFirst();
  }

  private EntityManager em() {
    return database.em();
  }
}
