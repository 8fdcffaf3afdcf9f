package org.idlewild.web.watch;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.idlewild.web.Now;
import org.idlewild.web.http.Route;

/**
 * Counts and times each request, its body included; event streams are not timed, they last as long
 * as they last.
 */
public class Traffic extends HttpFilter {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
  private static final List<String> API = List.of("/api/", "/scheduler", "/metrics", "/health");

  @Inject private transient Meters meters;
  @Inject private transient Now now;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Instant start = now.instant();
    try {
      chain.doFilter(request, response);
    } finally {
      if (!request.isAsyncStarted()) {
        meters.request(
            METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER",
            route(request),
            response.getStatus(),
            Duration.between(start, now.instant()));
      }
    }
  }

  /** Strangers choose addresses, so only routes become names. */
  private static String route(HttpServletRequest request) {
    if (request.getAttribute(Route.ATTRIBUTE) instanceof String route) {
      return route;
    }
    return API.stream().anyMatch(request.getRequestURI()::startsWith) ? "unmatched" : "static";
  }
}
