package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.idlewild.scheduler.access.TeamRoster;
import org.idlewild.scheduler.status.CreditViews;
import org.idlewild.scheduler.status.TeamView;
import org.idlewild.web.Now;
import org.idlewild.web.http.ProblemException;

/** Teams of users. */
@Singleton
@Path("teams")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TeamResource {
  @Inject private TeamRoster roster;
  @Inject private CreditViews views;
  @Inject private Identity identity;
  @Inject private Now now;

  /** A team to be. */
  public record TeamBody(String name) {}

  /** A team that was made. */
  public record NewTeam(long id, String name) {}

  /** Who joins. */
  public record MemberBody(String user) {}

  /** A page of teams. */
  @GET
  public Listing<TeamView> page(
      @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
    Cursor place = Cursor.of("teams", cursor, limit);
    return Listing.of(views.teams(place.after(), place.limit(), now.instant()), place);
  }

  /** Makes a team; for operators. */
  @POST
  public Response add(TeamBody body) {
    String name = Bodies.present(body).name();
    long id = roster.add(identity.caller(), name, now.instant());
    return Response.status(Response.Status.CREATED).entity(new NewTeam(id, name)).build();
  }

  /** Puts a user into a team; for operators. */
  @POST
  @Path("{id}/members")
  public Response join(@PathParam("id") long id, MemberBody body) {
    String user = Bodies.present(body).user();
    if (user == null) {
      throw ProblemException.malformed("A member needs \"user\", a user's name.");
    }
    roster.join(identity.caller(), id, user);
    return Response.noContent().build();
  }
}
