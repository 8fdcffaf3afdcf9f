package org.idlewild.web.agent;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.idlewild.scheduler.access.HostAccess;
import org.idlewild.web.Now;
import org.idlewild.web.http.Bearer;

/** Lets a request through only with the token of an open session. */
@Provider
@Singleton
@InSession
@Priority(Priorities.AUTHENTICATION)
public class SessionFilter implements ContainerRequestFilter {
  private final HostAccess access;
  private final Speaker speaker;
  private final Now now;

  /** Asks the stage, tells the request's speaker. */
  @Inject
  public SessionFilter(HostAccess access, Speaker speaker, Now now) {
    this.access = access;
    this.speaker = speaker;
    this.now = now;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Long> host =
        Bearer.token(request.getHeaderString(HttpHeaders.AUTHORIZATION))
            .flatMap(token -> access.host(token, now.instant()));
    host.ifPresentOrElse(
        speaker::is,
        () -> request.abortWith(Bearer.refusal("No such session is open; open a new one.")));
  }
}
