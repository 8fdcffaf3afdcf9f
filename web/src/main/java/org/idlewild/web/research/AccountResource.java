package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.status.CreditViews;
import org.idlewild.scheduler.status.UserView;
import org.idlewild.web.Now;
import org.idlewild.web.http.ProblemException;

/** Users, and the tokens by which their hosts join. */
@Singleton
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {
  @Inject private Accounts accounts;
  @Inject private CreditViews credit;
  @Inject private Identity identity;
  @Inject private Now now;

  /**
   * A user without its token.
   *
   * @param team the name of its team
   * @param credit in cobblestones, in all
   * @param recentCredit a day, lately
   */
  public record Me(
      long id, String name, Role role, Optional<String> team, double credit, double recentCredit) {}

  /** A user to be. */
  public record UserBody(String name, Role role) {}

  /** Whose host may enrol; null means the caller's. */
  public record EnrolmentBody(String user) {}

  /** Who the token belongs to. */
  @GET
  @Path("me")
  public Me me() {
    Caller caller = identity.caller();
    UserView earned = credit.of(caller, now.instant());
    return new Me(
        caller.userId(),
        caller.name(),
        caller.role(),
        earned.team(),
        earned.credit(),
        earned.recentCredit());
  }

  /** Adds a user; its token is shown this once. */
  @POST
  @Path("users")
  public Response add(UserBody body) {
    UserBody user = Bodies.present(body);
    if (user.name() == null || user.role() == null) {
      throw ProblemException.malformed("A user needs \"name\" and \"role\".");
    }
    return Response.status(Response.Status.CREATED)
        .entity(accounts.add(identity.caller(), user.name(), user.role(), now.instant()))
        .build();
  }

  /** Makes a token with which one host can enrol within a day. */
  @POST
  @Path("enrolments")
  public Response enrol(EnrolmentBody body) {
    Optional<String> user = Optional.ofNullable(Bodies.present(body).user());
    return Response.status(Response.Status.CREATED)
        .entity(accounts.newEnrolment(identity.caller(), user, now.instant()))
        .build();
  }
}
