package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.ClientAccounts;
import org.idlewild.web.Now;

/**
 * Account keys for who knows an e-mail and a password, or makes an account. Clients put both into
 * the address, so nothing here may log it, and nobody should use it without TLS.
 */
@Singleton
@Path("/")
@Produces(MediaType.TEXT_XML)
public class SignInResource {
  private static final int DATABASE_DOWN = -138;
  private static final int NOT_UNIQUE = -137;
  private static final int BAD_EMAIL = -205;
  private static final int BAD_PASSWORD = -206;
  private static final int CLOSED = -208;

  @Inject private ClientAccounts accounts;
  @Inject private Now now;

  /** The key of an account. */
  @GET
  @Path("lookup_account.php")
  public String lookUp(
      @QueryParam("email_addr") String email, @QueryParam("passwd_hash") String passwordHash) {
    return answered(
        () ->
            accounts
                .login(login(email, passwordHash), now.instant())
                .map(SignInResource::key)
                .orElseGet(() -> error(BAD_PASSWORD, "E-mail or password is wrong.")));
  }

  /** An account that is new, unless it is made once more. */
  @GET
  @Path("create_account.php")
  public String create(
      @QueryParam("email_addr") String email,
      @QueryParam("passwd_hash") String passwordHash,
      @QueryParam("user_name") String userName) {
    String name = Objects.requireNonNullElse(userName, "");
    return answered(() -> key(accounts.create(login(email, passwordHash), name, now.instant())));
  }

  private static ClientAccounts.Login login(String email, String passwordHash) {
    return new ClientAccounts.Login(
        Objects.requireNonNullElse(email, ""), Objects.requireNonNullElse(passwordHash, ""));
  }

  private static String key(ClientAccounts.Known known) {
    return new Xml()
        .begin("account_out")
        .word("authenticator", known.key())
        .end("account_out")
        .toString();
  }

  private static String answered(java.util.function.Supplier<String> answer) {
    try {
      return answer.get();
    } catch (Refused refused) {
      return error(number(refused.reason()), Complaints.sentence(refused));
    }
  }

  private static int number(Refused.Reason reason) {
    return switch (reason) {
      case FORBIDDEN -> CLOSED;
      case CONFLICT -> NOT_UNIQUE;
      case MALFORMED -> BAD_EMAIL;
      default -> DATABASE_DOWN;
    };
  }

  static String error(int number, String sentence) {
    return new Xml()
        .begin("error")
        .number("error_num", (long) number)
        .word("error_msg", sentence)
        .end("error")
        .toString();
  }
}
