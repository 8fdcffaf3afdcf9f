package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.AccessSettings;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.Transactions;

/** People and programs with a bearer token. Threads: any. */
@Singleton
public class Accounts {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@ -]{0,99}";

  private final Identities identities;
  private final Ids ids;
  private final Transactions transactions;
  private final Secrets secrets;
  private final AccessSettings settings;

  @Inject
  Accounts(
      Identities identities,
      Ids ids,
      Transactions transactions,
      Secrets secrets,
      AccessSettings settings) {
    this.identities = identities;
    this.ids = ids;
    this.transactions = transactions;
    this.secrets = secrets;
    this.settings = settings;
  }

  /** Who holds a token; looked up by its hash, so the time taken says nothing about the token. */
  public Optional<Caller> caller(String bearerToken) {
    return transactions
        .call(() -> identities.withToken(Secrets.hash(bearerToken)))
        .map(account -> new Caller(account.id(), account.name(), Role.valueOf(account.role())));
  }

  /**
   * Adds an account.
   *
   * @throws Refused FORBIDDEN for all but operators, MALFORMED for a bad name, CONFLICT for a taken
   *     one
   */
  public NewUser add(Caller by, String name, Role role, Instant now) {
    by.requireOperator();
    return add(name, role, secrets.fresh(), now);
  }

  private NewUser add(String name, Role role, String token, Instant now) {
    if (name == null || !name.matches(NAME) || role == null) {
      throw new Refused(
          Refused.Reason.MALFORMED,
          "a user needs a role and a name of 1 to 100 letters, digits, spaces and . _ @ -");
    }
    NewUser made =
        transactions.call(
            () -> {
              if (identities.named(name).isPresent()) {
                throw new Refused(
                    Refused.Reason.CONFLICT, "there is a user '" + name + "' already");
              }
              long id = ids.next(Ids.Kind.ACCOUNT);
              identities.add(
                  new Identities.Account(id, name, role.name()), Secrets.hash(token), now);
              Faults.at(Point.ACCOUNT_ADDED);
              return new NewUser(id, name, role, token);
            });
    Faults.at(Point.ACCOUNT_MADE);
    return made;
  }

  /**
   * Makes a token with which one host can join for a user.
   *
   * @param user for whom; empty means the caller
   * @throws Refused FORBIDDEN for another user's unless an operator asks, NOT_FOUND for an unknown
   *     user
   */
  public Enrolment newEnrolment(Caller by, Optional<String> user, Instant now) {
    String name = user.orElse(by.name());
    if (!name.equals(by.name())) {
      by.requireOperator();
    }
    String token = secrets.fresh();
    Instant expires = now.plus(settings.enrolmentLifetime());
    transactions.run(
        () -> {
          Identities.Account account =
              identities
                  .named(name)
                  .orElseThrow(
                      () ->
                          new Refused(Refused.Reason.NOT_FOUND, "there is no user '" + name + "'"));
          identities.addEnrolment(Secrets.hash(token), account.id(), expires);
          Faults.at(Point.ENROLMENT_ADDED);
        });
    Faults.at(Point.ENROLMENT_MADE);
    return new Enrolment(token, name, expires);
  }

  /**
   * Makes the first operator and leaves the token in the data folder, readable by the server's user
   * alone.
   */
  public void ensureOperator(Instant now) {
    if (!transactions.call(identities::isEmpty)) {
      return;
    }
    // The file comes first: an operator whose token nobody has could never be reached.
    String token = secrets.fresh();
    Path file = settings.data().resolve("operator.token");
    write(file, token);
    Faults.at(Point.OPERATOR_TOKEN_WRITTEN);
    try {
      add("operator", Role.OPERATOR, token, now);
    } catch (Refused lost) {
      if (lost.reason() != Refused.Reason.CONFLICT) {
        throw lost;
      }
      // Another node that started at the same time made the operator: this token is nobody's.
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("a token that is of no use could not be deleted", failure);
    }
  }

  private static void write(Path file, String token) {
    try {
      Path temporary =
          Files.createTempFile(
              file.getParent(),
              "operator",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(temporary, token + "\n");
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException("the operator's token could not be written", failure);
    }
  }
}
