package org.idlewild.web.research;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.web.http.Bearer;

/** Lets a request through to a resource only with the token of a user. */
@Provider
@Singleton
@Priority(Priorities.AUTHENTICATION)
public class BearerFilter implements ContainerRequestFilter {
  private final Accounts accounts;
  private final Identity identity;

  /** Asks the accounts, tells the request's identity. */
  @Inject
  public BearerFilter(Accounts accounts, Identity identity) {
    this.accounts = accounts;
    this.identity = identity;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Caller> caller =
        Bearer.token(request.getHeaderString(HttpHeaders.AUTHORIZATION)).flatMap(accounts::caller);
    caller.ifPresentOrElse(
        identity::is,
        () ->
            request.abortWith(
                Bearer.refusal("Authorization must carry \"Bearer TOKEN\" with a user's token.")));
  }
}
