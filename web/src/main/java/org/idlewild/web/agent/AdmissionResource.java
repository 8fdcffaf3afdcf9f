package org.idlewild.web.agent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.idlewild.protocol.ChallengeReply;
import org.idlewild.protocol.ChallengeRequest;
import org.idlewild.protocol.EnrolReply;
import org.idlewild.protocol.EnrolRequest;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SessionReply;
import org.idlewild.protocol.SessionRequest;
import org.idlewild.scheduler.access.HostAccess;
import org.idlewild.scheduler.access.Session;
import org.idlewild.web.Now;

/** How a host joins, and how it opens a session. */
@Singleton
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AdmissionResource {
  private static final int TOKEN = 512;

  private final HostAccess access;
  private final Now now;

  /** Asks the stage. */
  @Inject
  public AdmissionResource(HostAccess access, Now now) {
    this.access = access;
    this.now = now;
  }

  /** Enrols a host with a token that is good once. */
  @POST
  @Path(Protocol.ENROL)
  public Response enrol(EnrolRequest request) {
    Checks.protocol(Checks.present("protocol", request).protocol());
    String token = Checks.text(Checks.present("enrolmentToken", request.enrolmentToken()), TOKEN);
    long host =
        access.enrol(
            token,
            Checks.base64("publicKey", request.publicKey()),
            Checks.base64("proof", request.proof()),
            Protocol.enrolmentProof(token, request.publicKey()),
            Facts.of(request.facts()),
            now.instant());
    return Response.status(Response.Status.CREATED)
        .entity(new EnrolReply(Protocol.VERSION, host))
        .build();
  }

  /** Gives a host something to sign. */
  @POST
  @Path(Protocol.CHALLENGE)
  public ChallengeReply challenge(ChallengeRequest request) {
    Checks.protocol(Checks.present("protocol", request).protocol());
    return new ChallengeReply(Protocol.VERSION, access.challenge(request.hostId(), now.instant()));
  }

  /** Opens a session for a host that signed its challenge. */
  @POST
  @Path(Protocol.SESSION)
  public SessionReply session(SessionRequest request) {
    Checks.protocol(Checks.present("protocol", request).protocol());
    String challenge = Checks.text(Checks.present("challenge", request.challenge()), TOKEN);
    Session session =
        access.openSession(
            request.hostId(),
            challenge,
            Checks.base64("signature", request.signature()),
            Protocol.sessionProof(request.hostId(), challenge),
            now.instant());
    return new SessionReply(Protocol.VERSION, session.token(), session.lifetime().toSeconds());
  }
}
