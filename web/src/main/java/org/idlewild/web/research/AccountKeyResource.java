package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.ClientAccounts;
import org.idlewild.web.Now;
import org.idlewild.web.http.ProblemException;

/** Keys by which BOINC's clients attach to a user's account. */
@Singleton
@Path("account-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountKeyResource {
  @Inject private ClientAccounts accounts;
  @Inject private Identity identity;
  @Inject private Now now;

  /**
   * What is asked for; null where nothing is said.
   *
   * @param user whose key; null means the caller's
   * @param renew whether the key is to be another than before
   * @param email by which clients may attach as well, together with the password
   * @param passwordHash what clients send in the password's place: the MD5 sum of the password and
   *     the e-mail in small letters, in hexadecimal
   */
  public record KeyBody(String user, Boolean renew, String email, String passwordHash) {
    @Override
    public String toString() {
      return "KeyBody[" + user + "]";
    }
  }

  /** A user's key. */
  public record AccountKey(String user, String accountKey) {
    @Override
    public String toString() {
      return "AccountKey[" + user + "]";
    }
  }

  /** Gives a user's key; the first time it is made. */
  @POST
  public AccountKey key(KeyBody given) {
    KeyBody body = Bodies.present(given);
    Caller caller = identity.caller();
    Optional<String> user = Optional.ofNullable(body.user());
    login(body).ifPresent(login -> accounts.signIn(caller, user, login, now.instant()));
    boolean renew = body.renew() != null && body.renew();
    ClientAccounts.Known known = accounts.key(caller, user, renew, now.instant());
    return new AccountKey(known.name(), known.key());
  }

  private static Optional<ClientAccounts.Login> login(KeyBody body) {
    if (body.email() == null && body.passwordHash() == null) {
      return Optional.empty();
    }
    if (body.email() == null || body.passwordHash() == null) {
      throw ProblemException.malformed("\"email\" and \"passwordHash\" come together.");
    }
    return Optional.of(new ClientAccounts.Login(body.email(), body.passwordHash()));
  }
}
