package org.idlewild.web.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.idlewild.scheduler.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever was thrown into a problem; what nobody expected gets an id and goes to the log.
 */
@Provider
@Singleton
public class Problems implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int DEPTH = 16;
  private static final int INSUFFICIENT_STORAGE = 507;

  @Override
  public Response toResponse(Throwable thrown) {
    return expected(thrown).orElseGet(() -> unexpected(thrown));
  }

  /**
   * An exception may come wrapped by the container or by a reader: the first known cause counts.
   */
  private static Optional<Response> expected(Throwable thrown) {
    Throwable cause = thrown;
    Optional<Response> fromContainer = Optional.empty();
    for (int depth = 0; cause != null && depth < DEPTH; depth++, cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return Optional.of(Problem.of(problem.status(), problem.getMessage()).response().build());
      } else if (cause instanceof Refused refused) {
        return Optional.of(refused(refused));
      } else if (cause instanceof LostBody) {
        return Optional.of(Problem.of(400, "The request's body ended early.").response().build());
      } else if (cause instanceof WebApplicationException web && fromContainer.isEmpty()) {
        fromContainer = fromContainer(web);
      }
    }
    return fromContainer;
  }

  private static Response refused(Refused refused) {
    Response.ResponseBuilder response =
        Problem.of(status(refused.reason()), whole(refused.getMessage())).response();
    refused.offset().ifPresent(offset -> response.header(UploadAnswer.OFFSET, offset));
    if (refused.reason() == Refused.Reason.UNAUTHENTICATED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, Bearer.CHALLENGE);
    }
    retryAfter(refused.reason()).ifPresent(s -> response.header(HttpHeaders.RETRY_AFTER, s));
    return response.build();
  }

  /** Seconds; a disk takes longer to get room than a database to come back. */
  private static OptionalInt retryAfter(Refused.Reason reason) {
    return switch (reason) {
      case BUSY -> OptionalInt.of(5);
      case FULL -> OptionalInt.of(60);
      default -> OptionalInt.empty();
    };
  }

  /** Stages say what is wrong within a sentence; a reader gets all of it. */
  public static String whole(String message) {
    String begun = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    return begun.endsWith(".") ? begun : begun + ".";
  }

  /** The HTTP status of a stage's refusal. */
  static int status(Refused.Reason reason) {
    return switch (reason) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case GONE -> 410;
      case TOO_LARGE -> 413;
      case MISMATCH -> 422;
      case BUSY -> 503;
      case FULL -> INSUFFICIENT_STORAGE;
    };
  }

  private static Optional<Response> fromContainer(WebApplicationException thrown) {
    Response given = thrown.getResponse();
    if (given.getStatus() < 400) {
      return Optional.of(given);
    }
    return sentence(given.getStatus())
        .map(
            detail -> {
              Response.ResponseBuilder response = Problem.of(given.getStatus(), detail).response();
              String allow = given.getHeaderString(HttpHeaders.ALLOW);
              return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
            });
  }

  /** What to say where the container gave up; empty where that would be a fault of ours. */
  static Optional<String> sentence(int status) {
    return switch (status) {
      case 400 -> Optional.of("The request could not be read.");
      case 401 -> Optional.of("A bearer token is needed.");
      case 403 -> Optional.of("This is not allowed.");
      case 404 -> Optional.of("There is nothing at this address.");
      case 405 ->
          Optional.of("This address does not take that method; Allow names those it takes.");
      case 406 -> Optional.of("This address cannot answer in a media type that Accept names.");
      case 413 -> Optional.of("The request's body is too large.");
      case 415 -> Optional.of("This address does not take a body of that Content-Type.");
      default -> status < 500 ? Optional.of("The request could not be served.") : Optional.empty();
    };
  }

  private static Response unexpected(Throwable thrown) {
    String incident = UUID.randomUUID().toString();
    LOG.error("Incident {}: a request failed", incident, thrown);
    return Problem.of(500, "The server failed; its log has more under incident " + incident + ".")
        .response()
        .build();
  }
}
